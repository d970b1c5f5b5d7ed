using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class UnitReaderTests
{
    [Fact]
    public void Blocks_BecomeHeadingsSentencesItemsAndRows()
    {
        const string Text = "Delivery\n\nWe deliver by bike. These are free:\n\n- flowers\n- cards\n\nSize | Price\nsmall | 3\nbig | 5";

        List<EvidenceUnit> units = UnitReader.Read(Text);

        Assert.Equal(
            [
                UnitKind.Heading,
                UnitKind.Sentence,
                UnitKind.Sentence,
                UnitKind.ListItem,
                UnitKind.ListItem,
                UnitKind.TableRow,
                UnitKind.TableRow,
                UnitKind.TableRow,
            ],
            units.Select(u => u.Kind)
        );
        Assert.Equal([null, null, null, 2, 2, null, 5, 5], units.Select(u => u.Context));
        Assert.All(units.Skip(1), u => Assert.Equal(0, u.Heading));
        Assert.Equal("big | 5", Text[units[^1].Span.Start..units[^1].Span.End]);
    }

    [Fact]
    public void MarkdownTable_LeavesOutItsRule()
    {
        List<EvidenceUnit> units = UnitReader.Read("| Size | Price |\n|------|-------|\n| small | 3 |");

        Assert.Equal(2, units.Count);
        Assert.Equal(0, units[1].Context);
    }

    [Fact]
    public void ShortLineUnderAHeading_IsContent()
    {
        List<EvidenceUnit> units = UnitReader.Read("Warranty\n\n24 months");

        Assert.Equal([UnitKind.Heading, UnitKind.Sentence], units.Select(u => u.Kind));
    }

    [Fact]
    public void NumberedLineAboveAParagraph_IsAHeading()
    {
        const string Text = "1. Time for returns\n\nYou may return it within 45 days.\n\n2. How to return\n\n- Write to us.\n- Pack it.";

        List<EvidenceUnit> units = UnitReader.Read(Text);

        Assert.Equal(
            [UnitKind.Heading, UnitKind.Sentence, UnitKind.Heading, UnitKind.ListItem, UnitKind.ListItem],
            units.Select(u => u.Kind)
        );
        Assert.Equal([null, 0, null, 2, 2], units.Select(u => u.Heading));
    }

    [Theory]
    [InlineData("1. Fill the tank\n\n2. Press the button\n\nCoffee comes.")]
    [InlineData("Do this.\n\n1. Fill the tank.\n\nCoffee comes.")]
    [InlineData("Do this.\n\n1. Fill the tank")]
    public void NumberedLine_OfAList_IsAnItem(string text) =>
        Assert.All(
            UnitReader.Read(text).Where(unit => char.IsAsciiDigit(text[unit.Span.Start])),
            unit => Assert.Equal(UnitKind.ListItem, unit.Kind)
        );

    [Fact]
    public void EndlessText_HasALimitedNumberOfUnits() =>
        Assert.Equal(UnitReader.UnitsMax, UnitReader.Read(string.Concat(Enumerable.Repeat("One more. ", 2_000))).Count);
}
