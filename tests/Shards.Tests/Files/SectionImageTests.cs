using System.Globalization;
using System.Runtime.InteropServices;
using RagCluster.Shards.Files;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Tests.Files;

/// <summary>What a segment in memory takes: its bytes, and no room for more.</summary>
public sealed class SectionImageTests
{
    private static readonly string[] Names = [SectionNames.Documents, SectionNames.Chunks, SectionNames.Terms, SectionNames.ValueRows];

    [Fact]
    public void ASegmentInMemory_HoldsNoRoom_BuiltOrMerged()
    {
        ShardState state = new(new ShardOptions(Records.Dimensions));
        Random random = new(7);
        HashSet<int> rows = [];
        for (int i = 0; i < 40; i++)
        {
            state.Apply([Records.Of(i + 1, i.ToString(CultureInfo.InvariantCulture), "title", [(Records.Filler, Records.Vector(random))])]);
            foreach (LiveSegment live in state.Live.Segments)
            {
                rows.Add(live.RowCount);
                Assert.All(Names, name => Assert.Equal(0, RoomOf(live.Segment.Source.Section(name))));
            }
        }

        Assert.True(rows.Count > 1, "Nothing was merged.");
    }

    private static int RoomOf(Section section)
    {
        Assert.True(MemoryMarshal.TryGetArray(section.Whole(), out ArraySegment<byte> bytes));
        return bytes.Array!.Length - bytes.Count;
    }
}
