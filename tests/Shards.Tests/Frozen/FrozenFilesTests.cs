using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Tests.Disk;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Frozen;

/// <summary>
/// A shard's folder of each version of the format, written once and never changed (<c>tests/Shards.Tests/Frozen</c>): every later build
/// reads it. Who changes the format adds a folder, which <c>RAG_TEST_FREEZE</c> names when these tests are run, and a case for it.
/// </summary>
public sealed class FrozenFilesTests : IDisposable
{
    private const int Dimensions = 16;
    private const int Documents = 120;
    private const string Replaced = "d5";
    private const string Deleted = "d7";
    private const string Present = "1";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1")]
    public async Task Folder_OpensAndAnswersAsItsLogDoes(string version)
    {
        foreach (string file in Directory.EnumerateFiles(FolderOf(version)))
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        ShardLogRecord[] log = Log();
        await using Shard frozen = Open(_folder.FullPath);
        await using Shard expected = new(new ShardOptions(Dimensions));
        expected.Apply(log);

        Assert.False(frozen.NeedsRepair);
        Assert.Empty(frozen.FindDamage(CancellationToken.None));
        Assert.Equal((log.Length, 2), (frozen.DurablePosition, frozen.SegmentCount));
        Assert.True(frozen.Searcher().HasGraphs);
        foreach (DocumentId document in log.Select(record => record.Document).Distinct())
            Assert.Equivalent(expected.Searcher().ListChunks(document), frozen.Searcher().ListChunks(document), strict: true);
        Assert.Empty(frozen.Searcher().ListChunks(new DocumentId(Deleted)));
        Assert.Equal("a later text", Assert.Single(frozen.Searcher().ListChunks(new DocumentId(Replaced))).Text);

        Random random = new(2);
        for (int i = 0; i < 20; i++)
        {
            ShardQuery query = new()
            {
                Text = Records.Words(random, 6),
                Vector = Vector(random),
                Filter = i % 2 == 0 ? null : Odd,
            };
            ShardSearchResult found = frozen.Searcher().Search(query, CancellationToken.None);
            ShardSearchResult awaited = expected.Searcher().Search(query with { Exact = true }, CancellationToken.None);
            Assert.Equal(
                awaited.Bm25.Select(hit => (hit.Chunk.Id, hit.Title, hit.Uri, hit.Scores.Bm25)),
                found.Bm25.Select(hit => (hit.Chunk.Id, hit.Title, hit.Uri, hit.Scores.Bm25))
            );
            Assert.Equal(awaited.Vectors.Select(hit => hit.Chunk.Id), found.Vectors.Select(hit => hit.Chunk.Id));
        }
    }

    [Fact]
    public async Task FilesWrittenToday_AreAsLongAsTheFrozenOnes()
    {
        await using (Shard shard = Open(_folder.FullPath))
        {
            ShardLogRecord[] log = Log();
            shard.Apply(log[..Documents]);
            shard.Seal(CancellationToken.None);
            shard.Apply(log[Documents..]);
            shard.Seal(CancellationToken.None);
        }

        if (Environment.GetEnvironmentVariable("RAG_TEST_FREEZE") is { Length: > 0 } target)
        {
            Directory.CreateDirectory(target);
            foreach (string file in FilesOf(_folder.FullPath))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        Assert.Equal(LengthsOf(FolderOf(Present)), LengthsOf(_folder.FullPath));
    }

    private static ComparisonFilter Odd => new("parity", ComparisonOperator.Equal, [MetadataValue.Of(1)]);

    private static string FolderOf(string version) => Path.Combine(AppContext.BaseDirectory, "Frozen", version);

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) == "manifest" || Path.GetExtension(file) == ".segment");

    private static IEnumerable<long> LengthsOf(string folder) => FilesOf(folder).Select(file => new FileInfo(file).Length).Order();

    private static Shard Open(string folder) =>
        new(
            new ShardOptions(Dimensions)
            {
                Folder = new ShardFolderOptions(folder, 1, new TestDisk()),
                MaintainsItself = false,
                GraphRowsMin = 100,
                HasVectorBits = true,
                Merging = new MergePolicy(1 << 12, 2),
            }
        );

    private static ShardLogRecord[] Log()
    {
        Random random = new(1);
        return
        [
            .. Enumerable
                .Range(1, Documents)
                .Select(i => Records.Of(i, "d" + i, Records.Words(random, 3), [(Records.Words(random, 8), Vector(random))])),
            Records.Of(Documents + 1, Replaced, "Replaced", [("a later text", Vector(random))]),
            Records.Of(Documents + 2, Deleted, "", Array.Empty<string>()),
        ];
    }

    private static float[] Vector(Random random) =>
        [.. Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
}
