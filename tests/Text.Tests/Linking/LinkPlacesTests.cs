using RagCluster.Text.Linking;

namespace RagCluster.Text.Tests.Linking;

public sealed class LinkPlacesTests
{
    [Fact]
    public void OtherWhiteSpaceAndHiddenCharacters_MoveTheLinks()
    {
        const string Text = "  See the docs in  the\u00AD  docs\n here.";
        TextLink link = new(Text.LastIndexOf("docs", StringComparison.Ordinal), Text.IndexOf(" here", StringComparison.Ordinal), "a");
        const string Shown = "See the docs in the docs here.";

        TextLink placed = Assert.Single(LinkPlaces.In(Text, [link], Shown));

        Assert.Equal((20, 24, "a"), (placed.Start, placed.End, placed.Target));
    }

    [Fact]
    public void LinksFromTheFirstDifferenceOn_AreLeftOut()
    {
        TextLink[] links = [new(0, 3, "a"), new(8, 13, "b")];

        Assert.Equal([links[0]], LinkPlaces.In("one two three", links, "one 2 three"));
    }
}
