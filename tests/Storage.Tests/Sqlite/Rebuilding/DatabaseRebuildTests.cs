using System.Globalization;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Rebuilding;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Storage.Tests.Sqlite.Rebuilding;

/// <summary>
/// The structure of a database without checksums of its pages is damaged: what stands on its pages is there again afterwards, and what does
/// not is made again or named. <c>RAG_TEST_REBUILDS=1000</c> is the long run.
/// </summary>
public sealed class DatabaseRebuildTests(FilledFolder filled, ITestOutputHelper output) : IClassFixture<FilledFolder>
{
    private const int FlipsDefault = 40;

    private static int Flips =>
        int.Parse(Environment.GetEnvironmentVariable("RAG_TEST_REBUILDS") ?? $"{FlipsDefault}", CultureInfo.InvariantCulture);

    [Fact]
    public async Task OneFlippedBitOfTheStructure_LosesNoRow()
    {
        Dictionary<string, int> found = [];
        for (int seed = 0; seed < Flips; seed++)
        {
            using TempFolder folder = filled.Copy();
            string place = FlipStructure(folder.File(SqliteDatabase.FileName), new Random(seed));
            await using (SqliteDocumentStore store = await OpenAsync(folder))
            {
                StoreReport report = await store.CheckAsync(repair: false, CancellationToken.None);
                Assert.True(
                    report.Findings.Length == 0,
                    $"{seed}, {place}: {string.Join('\n', report.Findings.Select(finding => finding.What))}"
                );
                found[place.Split(' ')[0]] = found.GetValueOrDefault(place.Split(' ')[0]) + 1;
            }

            foreach ((string table, string[] rows) in FilledFolder.Dump(folder))
                Assert.True(rows.SequenceEqual(filled.Rows[table]), $"{seed}, {place}: {Difference(table, filled.Rows[table], rows)}");
        }

        output.WriteLine(string.Join(", ", found.Select(pair => $"{pair.Value} in {pair.Key}")));
    }

    [Theory]
    [InlineData("shard_log")]
    [InlineData("texts")]
    [InlineData("document_names")]
    [InlineData("contents")]
    [InlineData("cold_cache")]
    [InlineData("epochs")]
    public async Task LostPage_IsMadeAgainFromTheOtherTables(string table)
    {
        using TempFolder folder = filled.Copy();
        Erase(folder.File(SqliteDatabase.FileName), table);
        await using SqliteDocumentStore store = await OpenAsync(folder);
        Assert.True(store.Damage.Count > 0);
        StoreReport again = await store.CheckAsync(repair: false, CancellationToken.None);
        Assert.Empty(again.Findings);
        HashSet<DocumentId> remaking = [.. store.Damage.Remaking.Select(document => document.Document)];
        foreach ((DocumentId id, byte[] content) in filled.Contents)
        {
            Assert.Equal(content, await store.ReadContentAsync(FilledFolder.Collection, id, 1, CancellationToken.None));
            Document document = (await store.FindDocumentAsync(FilledFolder.Collection, id, CancellationToken.None))!;
            Assert.Equal(remaking.Contains(id) ? DocumentState.Received : DocumentState.Indexed, document.State);
        }

        Assert.Equal(table is "shard_log" or "texts", remaking.Count > 0);
        Assert.True(File.Exists(folder.File(SqliteDatabase.FileName + DatabaseRebuild.DamagedSuffix)));
    }

    [Fact]
    public async Task WhoWaits_HearsHowFarItHasComeUntilItIsOpen()
    {
        using TempFolder folder = filled.Copy();
        Erase(folder.File(SqliteDatabase.FileName), "texts");
        List<string> steps = [];
        SqliteStoreOptions options = new() { DataFolder = folder.FullPath };
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(
            options.WithProgress(steps.Add),
            TimeProvider.System,
            CancellationToken.None
        );
        Assert.Contains(steps, step => step.StartsWith("the database is made anew: 2 of ", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.Contains(" rows were read, ", StringComparison.Ordinal));
        steps.Clear();
        await store.CheckAsync(repair: false, CancellationToken.None);
        Assert.Empty(steps);
    }

    [Fact]
    public async Task LostDocuments_AreNamed_AndTheOthersGoOn()
    {
        using TempFolder folder = filled.Copy();
        Erase(folder.File(SqliteDatabase.FileName), "documents");
        await using SqliteDocumentStore store = await OpenAsync(folder);
        List<DocumentId> lost = [];
        foreach (DocumentId id in filled.Contents.Keys)
        {
            if (await store.FindDocumentAsync(FilledFolder.Collection, id, CancellationToken.None) is null)
                lost.Add(id);
        }

        Assert.NotEmpty(lost);
        Assert.True(lost.Count < filled.Contents.Count / 2);
        Assert.All(
            lost,
            id => Assert.Contains(store.Damage.Findings, finding => finding.What.Contains($"'{id}'", StringComparison.Ordinal))
        );
        Job sent = await store.AcceptAsync(
            FilledFolder.Collection,
            [new UploadedDocument { Id = lost[0], Content = filled.Contents[lost[0]] }],
            [],
            CancellationToken.None
        );
        Assert.Equal(JobDocumentState.Queued, sent.Documents[0].State);
    }

    [Fact]
    public async Task PageThatIsLostWhileTheStoreIsOpen_IsReadAround()
    {
        using TempFolder folder = filled.Copy();
        await using SqliteDocumentStore store = await OpenAsync(folder);
        Erase(folder.File(SqliteDatabase.FileName), "shard_log");
        List<ShardLogRecord> records = [];
        await foreach (ShardLogRecord record in store.ReadLogAsync(new ShardId(FilledFolder.Collection, 0), 0, CancellationToken.None))
            records.Add(record);
        Assert.Equal(Enumerable.Range(1, records.Count).Select(number => (long)number), records.Select(record => record.Sequence));
        HashSet<DocumentId> live = [.. records.Where(record => !record.IsDeletion).Select(record => record.Document)];
        HashSet<DocumentId> remaking = [.. store.Damage.Remaking.Select(document => document.Document)];
        Assert.NotEmpty(remaking);
        Assert.Equal(filled.Contents.Keys.OrderBy(id => id.Value), live.Union(remaking).OrderBy(id => id.Value));
        await FilledFolder.IndexAsync(store, "after", new byte[10]);
    }

    [Fact]
    public async Task FileOfSomethingElse_IsLeftAsItIs()
    {
        using TempFolder folder = new();
        byte[] other = new byte[40_960];
        new Random(1).NextBytes(other);
        await File.WriteAllBytesAsync(folder.File(SqliteDatabase.FileName), other);
        await Assert.ThrowsAsync<Corpus.Errors.RagException>(() => OpenAsync(folder));
        Assert.Equal(other, await File.ReadAllBytesAsync(folder.File(SqliteDatabase.FileName)));
    }

    private static Task<SqliteDocumentStore> OpenAsync(TempFolder folder) =>
        SqliteDocumentStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.FullPath }, TimeProvider.System, CancellationToken.None);

    private static string Difference(string table, string[] before, string[] after) =>
        $"{table}: {before.Length} rows, then {after.Length}; "
        + $"{string.Join(" | ", before.Except(after).Concat(after.Except(before)).Take(4))}";

    // A bit of a page's head, of the places of its cells, or of a cell's head.
    private static string FlipStructure(string path, Random random)
    {
        byte[] file = File.ReadAllBytes(path);
        while (true)
        {
            uint number = (uint)random.Next(2, (file.Length / 4096) + 1);
            int start = (int)(number - 1) * 4096;
            if (TreePage.Parse(number, file[start..(start + 4096)]) is not { } page || page.PointersEnd == page.PointersAt)
                continue;
            int[] cells = [.. page.Cells];
            (string kind, int at) = random.Next(3) switch
            {
                0 => ("heads", random.Next(page.PointersAt)),
                1 => ("places", random.Next(page.PointersAt, page.PointersEnd)),
                _ => ("cells", Math.Min(4095, cells[random.Next(cells.Length)] + random.Next(12))),
            };
            int bit = random.Next(8);
            file[start + at] ^= (byte)(1 << bit);
            File.WriteAllBytes(path, file);
            return $"{kind} of {page.Kind} {number}, byte {at}, bit {bit}";
        }
    }

    // A leaf in the middle of the table; of the log some, since deletions left records that hold nothing.
    private static void Erase(string path, string table)
    {
        using CommittedPages pages = new(path);
        PageOwners owners = new(pages);
        uint[] leaves =
        [
            .. Enumerable
                .Range(1, (int)pages.Count)
                .Select(number => (uint)number)
                .Where(number => owners.Of(number) == table && TreePage.Parse(number, pages.Read(number)!) is { IsLeaf: true }),
        ];
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (uint leaf in leaves.Skip((leaves.Length / 2) - 1).Take(table == "shard_log" ? 3 : 1))
        {
            file.Position = (leaf - 1) * 4096L;
            file.Write(new byte[4096]);
        }
    }
}
