using System.Buffers.Binary;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Tests.Indexes;

public sealed class SlackTableTests
{
    private static readonly SlackTable Table = new(
        2,
        [
            [Point(0.5f, 0.1f), Point(0.7f, 0.2f)],
            [Point(0.6f, 0.05f), Point(0.8f, 0.1f)],
        ]
    );

    [Fact]
    public void WrittenAndRead_GivesTheSameSlacks()
    {
        byte[] bytes = new byte[SlackTable.Bytes];
        Table.Write(bytes);
        SlackTable read = SlackTable.Read(bytes);
        Assert.Equal(2, read.Reach);
        foreach (int limit in new[] { 1, 10, 40, 100, 500 })
            Assert.Equal(Slacks(Table, limit, 0.94), Slacks(read, limit, 0.94));
    }

    [Fact]
    public void MoreRecall_NeedsMoreSlack()
    {
        float[] slacks = [.. new[] { 0.1, 0.5, 0.9, 0.93, 0.94, 0.99, 0.999, 0.9999 }.Select(recall => Slacks(Table, 10, recall)[0].Slack)];
        Assert.Equal(slacks.Order(), slacks);
        Assert.InRange(slacks[4], slacks[3], slacks[5]);
    }

    [Fact]
    public void NumbersBetweenTheDepths_LieBetweenTheirCurves()
    {
        (float distance, float slack) = Slacks(Table, 32, 0.9)[0];
        Assert.InRange(distance, 0.5f, 0.6f);
        Assert.InRange(slack, Slacks(Table, 100, 0.9)[0].Slack, Slacks(Table, 10, 0.9)[0].Slack);
        Assert.Equal(Slacks(Table, 100, 0.9), Slacks(Table, 1000, 0.9));
    }

    [Theory]
    [InlineData(0.991, 0.8f)]
    [InlineData(0.97, 0.8f)]
    [InlineData(0.999, 4f)]
    public void RecallThatTheGraphDoesNotLeadTo_TakesOneWithLittleMoreMisses(double recall, float expected)
    {
        // Beyond 0.98 the neighbours were not found.
        SlackPoint point = new(
            1,
            [
                .. SlackTable.Recalls.Select(known =>
                    known > 0.98f ? float.PositiveInfinity
                    : known >= 0.965f ? 0.8f
                    : 0.5f
                ),
            ]
        );
        byte[] bytes = new byte[SlackTable.Bytes];
        new SlackTable(
            1,
            [
                [point],
                [],
            ]
        ).Write(bytes);
        Assert.Equal(expected, Slacks(SlackTable.Read(bytes), 10, recall)[0].Slack);
    }

    [Fact]
    public void TableWithoutCurves_HasNoSlacks()
    {
        Assert.False(
            new SlackTable(
                1,
                [
                    [],
                    [],
                ]
            ).HasSlacksFor(1)
        );
        Assert.True(
            new SlackTable(
                1,
                [
                    [Point(1, 1)],
                    [],
                ]
            ).HasSlacksFor(10)
        );
        Assert.False(
            new SlackTable(
                1,
                [
                    [Point(1, 1)],
                    [],
                ]
            ).HasSlacksFor(11)
        );
    }

    [Theory]
    [InlineData(4, 13)]
    [InlineData(4, -1)]
    public void ImpossibleCount_IsRefused(int place, int count)
    {
        byte[] bytes = new byte[SlackTable.Bytes];
        Table.Write(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place), count);
        Assert.Throws<InvalidVectorSectionException>(() => SlackTable.Read(bytes));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(1e6f)]
    public void ImpossibleSlack_IsRefused(float slack)
    {
        byte[] bytes = new byte[SlackTable.Bytes];
        Table.Write(bytes);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(12), slack);
        Assert.Throws<InvalidVectorSectionException>(() => SlackTable.Read(bytes));
    }

    private static SlackPoint Point(float distance, float scale) => new(distance, [.. SlackTable.Recalls.Select(recall => recall * scale)]);

    private static (float Distance, float Slack)[] Slacks(SlackTable table, int limit, double recall)
    {
        float[] distances = new float[SlackTable.DistancesMax];
        float[] slacks = new float[SlackTable.DistancesMax];
        return [.. distances.Zip(slacks).Take(table.Fill(limit, recall, distances, slacks)).Select((_, i) => (distances[i], slacks[i]))];
    }
}
