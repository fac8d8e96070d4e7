//! The news with what feeds brought, and the list of feeds, as they stand on screen.

use crate::stand::{Archive, Dashboard, usual};

fn assert_picture(name: &str, picture: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false,
        snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!(name, picture);
    });
}

#[test]
fn the_news_at_every_size() {
    for size in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let mut dashboard = Dashboard::new(usual(), size);
        dashboard.press("5 home");
        let name = format!("news-feeds-{}x{}", size.0, size.1);
        assert_picture(&name, &dashboard.screen());
        dashboard.command("period 2011");
        dashboard.command("filter trafficking");
        dashboard.press("home down enter");
        assert_picture(&format!("{name}-reading"), &dashboard.screen());
    }
}

#[test]
fn the_list_of_feeds_at_two_sizes() {
    for size in [(40, 12), (80, 24)] {
        let mut archive = Archive::default();
        archive.follow("https://own.example/feed.xml", "");
        let mut dashboard = Dashboard::new(archive, size);
        dashboard.press("ctrl-f");
        let name = format!("overlay-feeds-{}x{}", size.0, size.1);
        assert_picture(&name, &dashboard.screen());
        dashboard.archive.feeds[0].state.failure =
            Some("the server did not answer within 30 seconds".to_owned());
        let feeds = dashboard.archive.feeds();
        dashboard.tell(feeds);
        dashboard.press("home");
        assert_picture(&format!("{name}-failed"), &dashboard.screen());
    }
}

#[test]
fn what_is_not_there_says_so() {
    let mut dashboard = Dashboard::new(usual(), (80, 24));
    dashboard.press("5");
    dashboard.command("filter starred about:1999");
    assert_picture("news-nothing-80x24", &dashboard.screen());
    let mut small = Dashboard::new(usual(), (40, 12));
    small.press("5 /");
    small.write("since:");
    assert_picture("news-filter-40x12", &small.screen());
}
