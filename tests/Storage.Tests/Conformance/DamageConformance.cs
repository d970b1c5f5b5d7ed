using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Caching;
using RagCluster.Storage.Relational;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>
/// Everything that is stored is compared with its checksum when it is read; what can be made again is, and the rest is named.
/// </summary>
public abstract class DamageConformance : StoreConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private DamageLedger Damage => ((RelationalDocumentStore)Store).Damage;

    /// <summary>Runs a statement on the open database as somebody who knows nothing of checksums.</summary>
    protected abstract Task ChangeAsync(string sql);

    [Fact]
    public async Task UntouchedStore_IsWhole()
    {
        await FillAsync();
        StoreReport report = await ((RelationalDocumentStore)Store).CheckAsync(false, None);
        Assert.Empty(report.Findings);
        Assert.InRange(report.Rows, 15, 100);
    }

    [Fact]
    public async Task CachedValue_IsDropped()
    {
        await ColdCache.ReplaceAsync(3, new CachedRow("a", Bytes("key"), Bytes("value"), 1500, Noon.AddHours(1)), [], None);
        await ChangeAsync("UPDATE cold_cache SET cost = 7, expires_at = expires_at + 3");
        Assert.Null(await ColdCache.ReadAsync(3, "a", None));
        Assert.Equal((DamageKinds.Cached, true), Only());
        Assert.Null(await ColdCache.ReadAsync(3, "a", None));
        Assert.Equal(1, Damage.Count);
    }

    [Fact]
    public async Task LogRecord_IsMadeFromTheDocumentsContent()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync($"UPDATE shard_log SET payload = {Blob("00", 16)} WHERE payload IS NOT NULL");
        ShardLogRecord record = Assert.Single(await LogAsync(ShardOf(accepted.DocumentId!)));
        Assert.True(record.IsDeletion);
        Assert.Equal((DamageKinds.LogRecord, true), Only());
        Assert.Equal(accepted.DocumentId, Assert.Single(await Store.ListPendingAsync(10, None)).Id);
        Assert.Equal((Papers, accepted.DocumentId!), Assert.Single(Damage.Remaking));
        Assert.Equal(2, await CommitAsync(accepted));
        Assert.Equal(2, (await LogAsync(ShardOf(accepted.DocumentId!)))[^1].Chunks.Length);
        Assert.Equal(DocumentState.Indexed, (await FindAsync(accepted.DocumentId)).State);
    }

    [Fact]
    public async Task LogRecordWhoseContentIsDamagedToo_IsNamedAndHoldsNothingUp()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync($"UPDATE shard_log SET payload = {Blob("00", 16)} WHERE payload IS NOT NULL");
        await ChangeAsync($"UPDATE blobs SET bytes = {Blob("01", 4)}");
        Assert.True(Assert.Single(await LogAsync(ShardOf(accepted.DocumentId!))).IsDeletion);
        Assert.Equal((DamageKinds.LogRecord, false), Only());
        Document document = await FindAsync(accepted.DocumentId);
        Assert.Equal((DocumentState.Failed, "storage-corrupt"), (document.State, document.Failure?.Code));
        Assert.Empty(await Store.ListPendingAsync(10, None));
        Assert.True(Assert.Single(await LogAsync(ShardOf(accepted.DocumentId!))).IsDeletion);
    }

    [Fact]
    public async Task MissingLogRecord_IsMadeFromTheDocumentsContent()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync("DELETE FROM shard_log");
        await ChangeAsync(
            $"INSERT INTO shard_log (collection, shard, sequence, document, generation, checksum) SELECT key, "
                + $"{ShardOf(first.DocumentId!).Number}, 2, 'gone', 1, 0 FROM collections"
        );
        List<ShardLogRecord> records = await LogAsync(ShardOf(first.DocumentId!));
        Assert.Equal([1L, 2L], records.Select(record => record.Sequence));
        Assert.Equal(first.DocumentId, Assert.Single(await Store.ListPendingAsync(10, None)).Id);
    }

    [Fact]
    public async Task Text_IsMadeFromTheDocumentsContent()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync($"UPDATE texts SET bytes = {Blob("02", 9)}");
        Assert.Null(await Store.ReadTextAsync(Papers, accepted.DocumentId!, 1, None));
        Assert.Equal((DamageKinds.Text, true), Only());
        await CommitAsync(accepted);
        Assert.Equal("000000000 000000001 ", await Store.ReadTextAsync(Papers, accepted.DocumentId!, 1, None));
    }

    [Fact]
    public async Task Content_IsNamed()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync($"UPDATE blobs SET bytes = {Blob("01", 4)}");
        RagException lost = await Assert.ThrowsAsync<RagException>(() => Store.ReadContentAsync(Papers, accepted.DocumentId!, 1, None));
        Assert.Equal("storage-corrupt", lost.Code);
        Assert.Contains($"document '{accepted.DocumentId}' of collection acme/papers", lost.Message, StringComparison.Ordinal);
        Assert.Equal((DamageKinds.Content, false), Only());
    }

    [Fact]
    public async Task DamagedContent_IsBackWhenItIsSentAgain()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync($"UPDATE blobs SET bytes = {Blob("01", 4)}");
        Assert.Equal(JobDocumentState.Unchanged, (await AcceptAsync(Text("a", "content"))).State);
        Assert.Equal(Bytes("content"), await Store.ReadContentAsync(Papers, accepted.DocumentId!, 1, None));
        await ChangeAsync($"UPDATE blobs SET bytes = {Blob("01", 4)}");
        await AcceptAsync(WithId("other", "content"));
        Assert.Equal(Bytes("content"), await Store.ReadContentAsync(Papers, new DocumentId("other"), 1, None));
    }

    [Fact]
    public async Task Ledger_IsWholeAgain_WhenTheDamagedContentIsSentAgain()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        Assert.True(Damage.IsWhole);
        await ChangeAsync($"UPDATE blobs SET bytes = {Blob("01", 4)}");
        await Assert.ThrowsAsync<RagException>(() => Store.ReadContentAsync(Papers, accepted.DocumentId!, 1, None));
        Assert.False(Damage.IsWhole);
        await AcceptAsync(Text("a", "content"));
        Assert.True(Damage.IsWhole);
        Assert.Equal((1, (DamageKinds.Content, true)), (Damage.Count, Only()));
    }

    [Fact]
    public async Task FlippedBitOfADocument_IsSetRight()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        Document before = await FindAsync(accepted.DocumentId);
        await ChangeAsync("UPDATE documents SET title = 'Uitle 1'");
        Document after = await FindAsync(accepted.DocumentId);
        Assert.Equal((before.Title, before.State), (after.Title, after.State));
        await ChangeAsync("UPDATE documents SET chunk_count = chunk_count + 64");
        Assert.Equal(2, (await FindAsync(accepted.DocumentId)).ChunkCount);
        Assert.Equal(2, (await Store.FindCollectionAsync(Papers, None))!.ChunkCount);
        Assert.Equal((DamageKinds.Document, true), Only());
    }

    [Fact]
    public async Task DamagedDocument_SaysSo()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync("UPDATE documents SET title = 'something else'");
        Document document = Assert.Single(await Store.ListDocumentsAsync(Papers, null, null, 10, None));
        Assert.Equal((DocumentState.Failed, "storage-corrupt"), (document.State, document.Failure?.Code));
        Assert.Equal((DamageKinds.Document, false), Only());
        Assert.Equal(2, Assert.Single(await LogAsync(ShardOf(accepted.DocumentId!))).Chunks.Length);
    }

    [Fact]
    public async Task SmallValue_BeginsAnew()
    {
        await KeyValues.WriteAsync("scope", "key", Bytes("value"), null, None);
        await ChangeAsync($"UPDATE key_values SET value = {Blob("05", 6)}");
        Assert.Null(await KeyValues.ReadAsync("scope", "key", None));
        Assert.Equal((DamageKinds.KeyValue, false), Only());
        Assert.NotNull(await KeyValues.WriteAsync("scope", "key", Bytes("again"), null, None));
    }

    [Fact]
    public async Task ChangedBlockOfTheAuditLog_StaysAsItWasFound()
    {
        await KeyValues.WriteAsync(AuditScopes.Blocks, "1", Bytes("value"), null, None);
        await ChangeAsync($"UPDATE key_values SET value = {Blob("05", 6)}");
        Assert.Null(await KeyValues.ReadAsync(AuditScopes.Blocks, "1", None));
        Assert.Equal((DamageKinds.KeyValue, false), Only());
        Assert.Equal(5, (await KeyValues.ReadAsync(AuditScopes.Damaged, "audit/1", None))!.Value[0]);
    }

    [Fact]
    public async Task FlippedBitOfASmallValue_IsSetRight()
    {
        long? version = await KeyValues.WriteAsync("scope", "key", Bytes("value"), null, None);
        version = await KeyValues.WriteAsync("scope", "key", Bytes("valve"), version, None);
        await ChangeAsync("UPDATE key_values SET version = version + 256");
        VersionedValue found = (await KeyValues.ReadAsync("scope", "key", None))!;
        Assert.Equal(version, found.Version);
        Assert.Equal(Bytes("valve"), found.Value);
    }

    [Fact]
    public async Task FlippedBitOfACount_IsTheCounts_AndOneOfAChecksumTheChecksums()
    {
        // Which bits the sum of a hash and a number carries into depends on the hash: many keys have many hashes.
        for (int i = 0; i < 40; i++)
        {
            string key = FormattableString.Invariant($"key-{i}");
            long? version = await KeyValues.WriteAsync("scope", key, Bytes("value"), null, None);
            foreach (string flip in (string[])["version = version + 256", $"checksum = {Flipped("checksum", 1L << (i + 9))}"])
            {
                await ChangeAsync($"UPDATE key_values SET {flip} WHERE key = '{key}'");
                Assert.Equal(version, (await KeyValues.ReadAsync("scope", key, None))?.Version);
            }
        }
    }

    // SQLite has no XOR.
    private static string Flipped(string column, long bit) => FormattableString.Invariant($"({column} | {bit}) - ({column} & {bit})");

    [Fact]
    public async Task Epoch_IsNeverGivenTwice()
    {
        long epoch = await Store.Epochs.TakeAsync("resource", "me", None);
        await ChangeAsync("UPDATE epochs SET epoch = 0, owner = 'nobody'");
        Assert.InRange(await Store.Epochs.TakeAsync("resource", "you", None), epoch + 1, long.MaxValue);
        Assert.Equal((DamageKinds.Epoch, true), Only());
    }

    [Fact]
    public async Task Counts_AreMadeAnew()
    {
        await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync("UPDATE collections SET document_count = 17");
        Assert.Equal(1, (await Store.FindCollectionAsync(Papers, None))!.DocumentCount);
        Assert.Equal((DamageKinds.Collection, true), Only());
    }

    [Fact]
    public async Task FlippedBitOfACollection_IsSetRight()
    {
        await ChangeAsync("UPDATE collections SET settings = replace(settings, 'tiny', 'uiny')");
        Assert.Equal("tiny", (await Store.FindCollectionAsync(Papers, None))!.Settings.Model);
        await ChangeAsync("UPDATE collections SET first_shard = 4");
        Assert.Equal(0, (await Store.FindCollectionAsync(Papers, None))!.Settings.FirstShard);
        await AcceptIndexedAsync(Text("a", "content"));
    }

    [Fact]
    public async Task CollectionThatIsLost_HidesNoOther()
    {
        CollectionId other = new("acme", "other");
        await Store.CreateCollectionAsync(other, Settings, None);
        await ChangeAsync("UPDATE collections SET settings = 'no settings at all' WHERE name = 'papers'");
        Assert.Equal("storage-corrupt", (await Assert.ThrowsAsync<RagException>(() => Store.FindCollectionAsync(Papers, None))).Code);
        Assert.Equal(other, Assert.Single(await Store.ListCollectionsAsync("acme", None)).Id);
        Assert.NotNull(await Store.FindCollectionAsync(other, None));
        Assert.Equal((DamageKinds.Collection, false), Only());
    }

    [Fact]
    public async Task Job_SaysWhatIsKnown()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "content")], [], None);
        await ChangeAsync("UPDATE job_documents SET name = 'some other name'");
        Job found = (await Store.FindJobAsync(job.Id, None))!;
        Assert.Equal(JobDocumentState.Failed, Assert.Single(found.Documents).State);
        Assert.Equal((DamageKinds.Job, false), Only());
    }

    [Fact]
    public async Task Check_FindsAndMendsEverything()
    {
        await FillAsync();
        await ChangeAsync("UPDATE documents SET title = 'Uitle 1' WHERE title = 'Title 1'");
        await ChangeAsync($"UPDATE texts SET bytes = {Blob("02", 9)}");
        await ChangeAsync("UPDATE cold_cache SET digest = 'b'");
        await ChangeAsync("UPDATE epochs SET epoch = 99");
        RelationalDocumentStore store = (RelationalDocumentStore)Store;
        StoreReport found = await store.CheckAsync(false, None);
        Assert.Equal(
            [DamageKinds.Document, DamageKinds.Text, DamageKinds.Epoch, DamageKinds.Cached],
            found.Findings.Select(finding => finding.Kind).Distinct()
        );
        Assert.All((await store.CheckAsync(true, None)).Findings, finding => Assert.True(finding.IsRepaired, finding.What));
        Assert.Empty((await store.CheckAsync(true, None)).Findings);
    }

    [Theory]
    [InlineData(true, "It is made again by --repair.")]
    [InlineData(false, "Send the document again.")]
    public async Task Check_PromisesOnlyWhatARepairCanMake(bool isContentThere, string promise)
    {
        await AcceptIndexedAsync(Text("a", "content"));
        await ChangeAsync("DELETE FROM contents");
        await ChangeAsync("DELETE FROM texts");
        await ChangeAsync("DELETE FROM shard_log");
        if (!isContentThere)
            await ChangeAsync($"UPDATE blobs SET bytes = {Blob("01", 4)}");
        RelationalDocumentStore store = (RelationalDocumentStore)Store;
        DamageFinding[] found = (await store.CheckAsync(false, None)).Findings;
        Assert.Equal(promise, Assert.Single(found, finding => finding.Kind == DamageKinds.Content).Outcome);
        Assert.Equal(promise, Assert.Single(found, finding => finding.Kind == DamageKinds.Text).Outcome);
        Assert.Equal(
            isContentThere,
            Assert
                .Single(found, finding => finding.Kind == DamageKinds.LogRecord)
                .Outcome.EndsWith("by --repair.", StringComparison.Ordinal)
        );
        DamageFinding[] repaired = (await store.CheckAsync(true, None)).Findings;
        Assert.Equal(isContentThere, Array.TrueForAll(repaired, finding => finding.IsRepaired));
    }

    private static string Blob(string digits, int count) => $"BLOB({string.Concat(Enumerable.Repeat(digits, count))})";

    private (string Kind, bool IsRepaired) Only()
    {
        (string Kind, bool IsRepaired)[] found = [.. Damage.Findings.Select(finding => (finding.Kind, finding.IsRepaired)).Distinct()];
        return Assert.Single(found);
    }

    private async Task FillAsync()
    {
        await AcceptIndexedAsync(Text("a", "one"));
        await AcceptIndexedAsync(Text("b", "two"));
        JobDocument replaced = await AcceptIndexedAsync(Text("c", "three"));
        await AcceptIndexedAsync(Text("c", "more than three"));
        await Store.DeleteDocumentAsync(Papers, replaced.DocumentId!, None);
        JobDocument failed = await AcceptAsync(Text("d", "four"));
        await Store.FailDocumentAsync(Papers, failed.DocumentId!, failed.Generation, new DocumentFailure("server_error", "No."), None);
        await AcceptAsync(Text("e", "one"));
        await AcceptAsync(Text("a", "one again"));
        await AcceptAsync(Text("a", "one once more"));
        long? version = await KeyValues.WriteAsync("scope", "key", Bytes("value"), null, None);
        await KeyValues.WriteAsync("scope", "key", Bytes("value 2"), version, None);
        await KeyValues.WriteAsync("scope", "gone", Bytes("value"), null, None);
        await KeyValues.DeleteAsync("scope", "gone", null, None);
        await Store.Epochs.TakeAsync("resource", "me", None);
        await Store.Epochs.TakeAsync("resource", "you", None);
        await ColdCache.ReplaceAsync(3, new CachedRow("a", Bytes("key"), Bytes("value"), 1500, Noon.AddHours(1)), [], None);
    }
}
