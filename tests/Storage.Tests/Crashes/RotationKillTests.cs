using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Rewriting;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Crashes;

/// <summary>
/// The process that gives a store another key is killed with SIGKILL when it has rewritten some values, again and again, each time on the
/// way to a new key: every value can be read after each kill, whichever key it has by then, and the next rotation goes on.
/// </summary>
public sealed class RotationKillTests : IDisposable
{
    private const int Documents = 60;
    private const int Values = 900;

    // Values that have the new key by the time of the kill, at least.
    private static readonly int[] KilledAt = [1, 200, 600];
    private static readonly CollectionId Collection = new(CollectionId.DefaultTenant, "rotated");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new();

    private string Database => Path.Combine(_folder.FullPath, SqliteDatabase.FileName);

    [Fact]
    public async Task KilledRotation_LosesNothing_AndTheNextGoesOn()
    {
        List<string> ring = [Key(0)];
        IReadOnlyList<JobDocument> documents;
        await using (SqliteDocumentStore store = await OpenAsync(ring))
            documents = await FillAsync(store);
        int cutOff = 0;
        foreach (int rows in KilledAt)
        {
            ring.Insert(0, Key(ring.Count));
            int rewritten = await KillAtAsync(ring, rows);
            cutOff += rewritten < Documents + Values ? 1 : 0;
            await using SqliteDocumentStore store = await OpenAsync(ring);
            await RequireAllAsync(store, documents);
            Assert.Empty((await store.CheckAsync(false, None)).Findings);
        }

        Assert.InRange(cutOff, 1, KilledAt.Length);
        await using (SqliteDocumentStore store = await OpenAsync(ring))
        {
            RewriteReport report = await store.Encryption.RewriteAsync(None);
            Assert.Equal((0, IdOf(ring[0])), (report.Unreadable, Assert.Single(report.Keys)));
        }

        await using SqliteDocumentStore last = await OpenAsync([ring[0]]);
        await RequireAllAsync(last, documents);
    }

    public void Dispose() => _folder.Dispose();

    private Task<SqliteDocumentStore> OpenAsync(IReadOnlyList<string> ring) =>
        SqliteDocumentStore.OpenAsync(
            new SqliteStoreOptions { DataFolder = _folder.FullPath },
            new ContentCipher(Ring(ring), encrypts: true),
            TimeProvider.System,
            None
        );

    private static async Task<IReadOnlyList<JobDocument>> FillAsync(SqliteDocumentStore store)
    {
        await store.CreateCollectionAsync(Collection, new CollectionSettings(), None);
        UploadedDocument[] incoming =
        [
            .. Enumerable.Range(0, Documents).Select(i => new UploadedDocument { Name = Name(i), Content = Bytes($"document {i}") }),
        ];
        Job job = await store.AcceptAsync(Collection, incoming, [], None);
        await Task.WhenAll(
            Enumerable.Range(0, Values).Select(i => store.KeyValues.WriteAsync("s", Name(i), Bytes($"value {i}"), null, None))
        );
        return job.Documents;
    }

    private static async Task RequireAllAsync(SqliteDocumentStore store, IReadOnlyList<JobDocument> documents)
    {
        for (int i = 0; i < documents.Count; i++)
            Assert.Equal(Bytes($"document {i}"), await store.ReadContentAsync(Collection, documents[i].DocumentId!, 1, None));
        for (int i = 0; i < Values; i++)
            Assert.Equal(Bytes($"value {i}"), (await store.KeyValues.ReadAsync("s", Name(i), None))!.Value.ToArray());
    }

    private async Task<int> KillAtAsync(IReadOnlyList<string> ring, int rows)
    {
        using Process rotation = CrashWriterProcess.StartRotation(_folder.FullPath, string.Join(',', ring));
        while (!rotation.HasExited && await CountAsync(ring[0]) < rows) { }

        rotation.Kill();
        await rotation.WaitForExitAsync();
        return await CountAsync(ring[0]);
    }

    // Stored values that name a key.
    private async Task<int> CountAsync(string key)
    {
        await using SqliteConnection connection = new($"Data Source={Database};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT (SELECT count(*) FROM blobs WHERE hex(substr(bytes, 10, 8)) = '{IdOf(key).ToUpperInvariant()}')
                + (SELECT count(*) FROM key_values WHERE hex(substr(value, 10, 8)) = '{IdOf(key).ToUpperInvariant()}')
            """;
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static string Key(int number) => new((char)('1' + number), 64);

    private static string IdOf(string key) => Ring([key]).Active!.Id;

    private static KeyRing Ring(IEnumerable<string> keys) => KeyRing.Parse(new KeyText(string.Join(',', keys), "The test"));

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number}");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
