using System.Text;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Caching;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Rewriting;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>What is stored encrypted is read as it was written, stands nowhere in the clear, and is refused in another's place.</summary>
public abstract class EncryptionConformance : StoreConformance
{
    private const string Canary = "the heron that stands in the reeds";

    // A chunk's text as the samples of this suite have it.
    private const string ChunkText = "000000000 ";
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly string First = new('1', 64);
    private static readonly string Second = new('2', 64);

    private StoreEncryption Encryption => ((RelationalDocumentStore)Store).Encryption;

    /// <summary>The form in which the next opening stores values.</summary>
    protected abstract ContentCipher Cipher { get; set; }

    /// <summary>Runs a statement on the open database.</summary>
    protected abstract Task ChangeAsync(string sql);

    /// <summary>The bytes that a query selects.</summary>
    protected abstract Task<byte[]> ReadRawAsync(string sql);

    /// <summary>Whether the closed database holds some bytes anywhere.</summary>
    protected abstract Task<bool> HoldsAsync(byte[] bytes);

    [Fact]
    public async Task EncryptedValues_AreReadAsWritten_AndStandNowhereInTheClear()
    {
        await OpenWithAsync(First);
        DocumentId id = await FillAsync();
        await RequireReadableAsync(id);
        Assert.Empty((await ((RelationalDocumentStore)Store).CheckAsync(false, None)).Findings);
        await ReopenAsync();
        await RequireReadableAsync(id);
        Assert.Equal((false, false), await HeldAsync());
    }

    [Fact]
    public async Task ValuesInTheClear_AreHeldInTheClear()
    {
        await FillAsync();
        Assert.Equal((true, true), await HeldAsync());
    }

    [Fact]
    public async Task TurningOn_EncryptsWhatIsThere_AndTurningOffDecryptsIt()
    {
        DocumentId id = await FillAsync();
        Assert.False(await Encryption.IsDueAsync(None));
        await OpenWithAsync(First);
        Assert.True(await Encryption.IsDueAsync(None));
        await RequireReadableAsync(id);
        RewriteReport report = await Encryption.RewriteAsync(None);
        Assert.Equal((0, Encryption.Active), (report.Unreadable, Assert.Single(report.Keys)));
        Assert.False(await Encryption.IsDueAsync(None));
        await RequireReadableAsync(id);
        Assert.Equal((false, false), await HeldAsync());

        Cipher = new ContentCipher(Ring(First), encrypts: false);
        await ReopenAsync();
        await RequireReadableAsync(id);
        Assert.Empty((await Encryption.RewriteAsync(None)).Keys);
        Cipher = ContentCipher.None;
        await ReopenAsync();
        await RequireReadableAsync(id);
    }

    [Fact]
    public async Task StoreWhoseKeyIsMissing_IsRefused_NamingTheKeyAndTheSetting()
    {
        await OpenWithAsync(First);
        await FillAsync();
        foreach (ContentCipher wrong in (ContentCipher[])[ContentCipher.None, new(Ring(Second), encrypts: true)])
        {
            Cipher = wrong;
            RagException refused = await Assert.ThrowsAsync<RagException>(ReopenAsync);
            Assert.Equal(ContentCipher.KeyCode, refused.Code);
            Assert.Contains(Ring(First).Active!.Id, refused.Message, StringComparison.Ordinal);
            Assert.Contains("RAG__Storage__Encryption__KeyFile", refused.Message, StringComparison.Ordinal);
        }

        await OpenWithAsync(First);
    }

    [Fact]
    public async Task Rotation_IsCutOffAndGoesOn_WhileOthersWrite()
    {
        await OpenWithAsync(First);
        DocumentId id = await FillAsync();
        for (int i = 0; i < 6; i++)
            await AcceptIndexedAsync(Text($"before-{i}", $"{Canary} before {i}"));
        await OpenWithAsync(Second, First);
        using CancellationTokenSource cut = new();
        int written = 0;
        Task<RewriteReport> cutOff = Encryption.RewriteAsync(cut.Token);
        await WriteAsync();
        await cut.CancelAsync();
        // It may have ended by itself; RotationKillTests ends it in the middle for sure.
        await Task.WhenAny(cutOff);
        await ReopenAsync();
        Task writes = WriteAsync();
        await Encryption.RewriteAsync(None);
        await writes;
        RewriteReport last = await Encryption.RewriteAsync(None);
        Assert.Equal((0, 0, Encryption.Active), (last.Rewritten, last.Unreadable, Assert.Single(last.Keys)));
        // The old key is needed no more.
        await OpenWithAsync(Second);
        await RequireReadableAsync(id);
        for (int i = 0; i < written; i++)
            Assert.Equal($"{Canary} {i}", Encoding.UTF8.GetString((await ContentAsync($"during-{i}"))!));
        Assert.Empty((await ((RelationalDocumentStore)Store).CheckAsync(false, None)).Findings);

        async Task WriteAsync()
        {
            for (int i = 0; i < 3; i++)
            {
                await AcceptIndexedAsync(WithId($"during-{written}", $"{Canary} {written}"));
                written++;
            }
        }
    }

    [Fact]
    public async Task ValueInAnothersPlace_IsNotTaken()
    {
        await OpenWithAsync(First);
        await KeyValues.WriteAsync("s", "a", Bytes("mine"), null, None);
        await KeyValues.WriteAsync("s", "b", Bytes("another's"), null, None);
        byte[] others = await ReadRawAsync("SELECT value FROM key_values WHERE scope = 's' AND key = 'b'");
        long checksum = KeyValueRows.Checksum("s", "a", others) + RowChecksum.CountWeight;
        await ChangeAsync(
            FormattableString.Invariant(
                $"UPDATE key_values SET value = BLOB({Convert.ToHexString(others)}), checksum = {checksum} WHERE scope = 's' AND key = 'a'"
            )
        );
        Assert.Null(await KeyValues.ReadAsync("s", "a", None));
        Assert.Equal("another's", Encoding.UTF8.GetString((await KeyValues.ReadAsync("s", "b", None))!.Value));
    }

    [Fact]
    public async Task RecordInAnothersPlace_IsDamage_AndIsMadeAgain()
    {
        await OpenWithAsync(First);
        JobDocument one = await AcceptIndexedAsync(Text("one", "content one"));
        await ChangeAsync("UPDATE shard_log SET sequence = sequence + 7");
        await ChangeAsync("UPDATE shard_log SET sequence = 1");
        Assert.Single(await LogAsync(ShardOf(one.DocumentId!)));
        byte[] payload = await ReadRawAsync("SELECT payload FROM shard_log WHERE payload IS NOT NULL");
        // The same document's next record in the same log: nothing but its place tells them apart.
        await CommitAsync(await AcceptAsync(WithId(one.DocumentId!.Value, "content two")));
        await ChangeAsync($"UPDATE shard_log SET payload = BLOB({Convert.ToHexString(payload)}) WHERE payload IS NOT NULL");
        StoreReport report = await ((RelationalDocumentStore)Store).CheckAsync(true, None);
        Assert.Contains(report.Findings, finding => finding.IsRepaired);
        Assert.Equal(one.DocumentId, Assert.Single(await Store.ListPendingAsync(10, None)).Id);
    }

    [Fact]
    public async Task FlippedBit_IsSetRight()
    {
        await OpenWithAsync(First);
        DocumentId id = await FillAsync();
        foreach ((string table, string column) in ((string, string)[])[("blobs", "bytes"), ("texts", "bytes"), ("shard_log", "payload")])
        {
            byte[] stored = await ReadRawAsync($"SELECT {column} FROM {table} WHERE {column} IS NOT NULL");
            stored[stored.Length / 2] ^= 4;
            await ChangeAsync($"UPDATE {table} SET {column} = BLOB({Convert.ToHexString(stored)}) WHERE {column} IS NOT NULL");
        }

        StoreReport report = await ((RelationalDocumentStore)Store).CheckAsync(true, None);
        Assert.Equal(3, report.Findings.Length);
        Assert.All(report.Findings, finding => Assert.True(finding.IsRepaired));
        await RequireReadableAsync(id);
    }

    private async Task OpenWithAsync(params string[] keys)
    {
        Cipher = new ContentCipher(Ring(keys), encrypts: true);
        await ReopenAsync();
    }

    private static KeyRing Ring(params string[] keys) => KeyRing.Parse(new KeyText(string.Join('\n', keys), "The test"));

    private async Task<DocumentId> FillAsync()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", Canary));
        await KeyValues.WriteAsync("s", "k", Bytes(Canary), null, None);
        await ColdCache.ReplaceAsync(3, new CachedRow("d", Bytes(Canary), Bytes(Canary), 1500, Noon.AddHours(1)), [], None);
        return accepted.DocumentId!;
    }

    private async Task RequireReadableAsync(DocumentId id)
    {
        Assert.Equal(Canary, Encoding.UTF8.GetString((await Store.ReadContentAsync(Papers, id, 1, None))!));
        Assert.StartsWith(ChunkText, await Store.ReadTextAsync(Papers, id, 1, None), StringComparison.Ordinal);
        ShardLogRecord record = (await LogAsync(ShardOf(id))).Single(one => one.Document == id && !one.IsDeletion);
        Assert.Equal(ChunkText, record.Chunks[0].Chunk.Text);
        Assert.Equal(Canary, Encoding.UTF8.GetString((await KeyValues.ReadAsync("s", "k", None))!.Value));
        if (await ColdCache.ReadAsync(3, "d", None) is { } cached)
            Assert.Equal(Canary, Encoding.UTF8.GetString(cached.Value));
    }

    private Task<byte[]?> ContentAsync(string id) => Store.ReadContentAsync(Papers, new DocumentId(id), 1, None);

    private async Task<(bool Canary, bool Chunk)> HeldAsync()
    {
        await Store.DisposeAsync();
        (bool, bool) held = (await HoldsAsync(Bytes(Canary)), await HoldsAsync(Bytes(ChunkText)));
        await ReopenClosedAsync();
        return held;
    }

    private Task ReopenClosedAsync() => ReopenAsync();
}
