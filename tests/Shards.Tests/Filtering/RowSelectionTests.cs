using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Filtering;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Tests.Filtering;

public sealed class RowSelectionTests
{
    private static readonly MetadataValue[] Values =
    [
        MetadataValue.Of(0.0),
        MetadataValue.Of(-0.0),
        MetadataValue.Of(1.5),
        MetadataValue.Of(double.NaN),
        MetadataValue.Of(double.PositiveInfinity),
        MetadataValue.Of(""),
        MetadataValue.Of("a"),
        MetadataValue.Of("B"),
        MetadataValue.Of("ä"),
        MetadataValue.Of(true),
        MetadataValue.Of(false),
    ];

    [Fact]
    public void EveryComparison_SelectsWhatTheFilterPasses()
    {
        LiveSegment live = Segment(Values.Length + 1, i => i == Values.Length ? [] : new() { ["key"] = Values[i] });
        foreach (ComparisonOperator comparison in Enum.GetValues<ComparisonOperator>())
        {
            foreach (MetadataValue value in Values)
            {
                ShouldSelect(live, new ComparisonFilter("key", comparison, [value]));
                ShouldSelect(live, new ComparisonFilter("absent", comparison, [value]));
            }
        }

        ShouldSelect(live, new ComparisonFilter("key", ComparisonOperator.In, [Values[0], Values[6]]));
        ShouldSelect(live, new ComparisonFilter("key", ComparisonOperator.NotIn, [Values[0], Values[6]]));
    }

    [Theory]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(70_000)]
    public void AnyNumberOfDistinctValues_IsCounted(int count)
    {
        LiveSegment live = Segment(count, i => new() { ["key"] = MetadataValue.Of(i) });
        ulong[] rows = RowSelection.Of(
            live,
            new ComparisonFilter("key", ComparisonOperator.GreaterThanOrEqual, [MetadataValue.Of(count - 3)])
        );
        Assert.Equal(3, RowBitmap.Count(rows));
        Assert.Equal(
            1,
            RowBitmap.Count(RowSelection.Of(live, new ComparisonFilter("key", ComparisonOperator.Equal, [MetadataValue.Of(0)])))
        );
    }

    [Fact]
    public void NamedDocuments_AreAllThatPasses()
    {
        LiveSegment live = Segment(9, i => new() { ["key"] = MetadataValue.Of(i) });
        DocumentId[] among = [new("d000002"), new("d000007"), new("absent")];

        Assert.Equal(2, RowBitmap.Count(RowSelection.Of(live, null, among)));
        Assert.Equal(
            1,
            RowBitmap.Count(RowSelection.Of(live, new ComparisonFilter("key", ComparisonOperator.Equal, [MetadataValue.Of(7)]), among))
        );
        Assert.Equal(0, RowBitmap.Count(RowSelection.Of(live, null, [])));
    }

    [Fact]
    public void UnknownFilter_IsAskedDocumentByDocument() =>
        ShouldSelect(Segment(9, i => new() { ["key"] = MetadataValue.Of(i) }), new OddFilter());

    private static void ShouldSelect(LiveSegment live, MetadataFilter filter)
    {
        ulong[] rows = RowSelection.Of(live, filter);
        for (int row = 0; row < live.Segment.RowCount; row++)
        {
            bool passes = filter.Passes(live.Segment.Documents.Read(live.Segment.Chunks.Document(row)).Metadata);
            Assert.True(passes == RowBitmap.Contains(rows, row), $"{filter} and row {row}");
        }
    }

    private static LiveSegment Segment(int count, Func<int, Dictionary<string, MetadataValue>> metadata) =>
        LiveSegment.All(
            SegmentBuilder.Build(
                Enumerable
                    .Range(0, count)
                    .Select(i => Records.Of(i + 1, FormattableString.Invariant($"d{i:D6}"), "", "") with { Metadata = metadata(i) }),
                new ShardOptions(0)
            )
        );

    private sealed record OddFilter : MetadataFilter
    {
        public override bool Passes(IReadOnlyDictionary<string, MetadataValue> metadata) => metadata["key"].Number % 2 == 1;
    }
}
