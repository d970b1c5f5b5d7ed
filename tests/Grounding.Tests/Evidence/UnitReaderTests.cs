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
    public void EndlessText_HasALimitedNumberOfUnits() =>
        Assert.Equal(UnitReader.UnitsMax, UnitReader.Read(string.Concat(Enumerable.Repeat("One more. ", 2_000))).Count);
}
