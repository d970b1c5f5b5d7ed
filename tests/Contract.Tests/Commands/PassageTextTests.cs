using RagCluster.Cli.Client;
using RagCluster.Cli.Commands;

namespace RagCluster.Contract.Tests.Commands;

/// <summary>How <c>rag search</c> shows a passage.</summary>
public sealed class PassageTextTests
{
    [Fact]
    public void WordsOfTheQuery_AreSetOffWhereBreaksBecomeSpaces()
    {
        string markup = PassageText.Markup(Passage("The\n\n  warranty [1]\tends.\n", new HighlightView(7, 15)));
        Assert.Equal("The [bold yellow]warranty[/] [[1]] ends.", markup);
    }

    [Fact]
    public void LongText_IsCut()
    {
        string text = string.Concat(Enumerable.Repeat("word ", 100));
        Assert.Equal(text[..239] + " …", PassageText.Markup(Passage(text)));
    }

    [Fact]
    public void HighlightFarBehind_IsShownWithTheWordsBefore()
    {
        string text = string.Concat(Enumerable.Repeat("word ", 100)) + "warranty ends";
        string markup = PassageText.Markup(Passage(text, new HighlightView(500, 508)));
        Assert.Equal("… " + string.Concat(Enumerable.Repeat("word ", 11)) + "[bold yellow]warranty[/] ends", markup);
    }

    [Fact]
    public void CutInsideASurrogatePair_LeavesNoHalf()
    {
        string markup = PassageText.Markup(Passage(new string('x', 239) + "😀😀"));
        Assert.Equal(new string('x', 239) + " …", markup);
    }

    private static PassageView Passage(string text, params HighlightView[] highlights) =>
        new("c", "d", "title", "uri", null, 0, text.Length, text, [], 1, highlights);
}
