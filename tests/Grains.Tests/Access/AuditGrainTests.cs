using System.Text;
using RagCluster.Grains.Access;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Storage;

namespace RagCluster.Grains.Tests.Access;

/// <summary>The audit log in the store: what was noted is there, and what was done to it is found.</summary>
public sealed class AuditGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const string Scope = "audit";

    [Fact]
    public async Task Log_GrowsListsAndIsFoundBroken()
    {
        IAuditGrain audit = cluster.Grains.GetGrain<IAuditGrain>(IAuditGrain.Key);
        Assert.Empty(await audit.ListAsync(null, 10, CancellationToken.None));
        Assert.Empty((await audit.VerifyAsync(CancellationToken.None)).Faults);
        for (int block = 0; block < 6; block++)
            await audit.AppendAsync([.. Enumerable.Range(0, 5).Select(i => Event($"{block}.{i}"))], CancellationToken.None);
        AuditReport whole = await audit.VerifyAsync(CancellationToken.None);
        Assert.Equal((30, 6), (whole.EntryCount, whole.BlockCount));
        Assert.Empty(whole.Faults);
        Assert.Equal(64, whole.HeadHash.Length);

        // Page by page, the newest first, each entry once.
        List<AuditEntry> read = [];
        while (read.Count < 30)
        {
            AuditEntry[] page = await audit.ListAsync(read.Count == 0 ? null : read[^1].Sequence, 7, CancellationToken.None);
            Assert.NotEmpty(page);
            read.AddRange(page);
        }

        Assert.Equal(Enumerable.Range(1, 30).Reverse().Select(i => (long)i), read.Select(entry => entry.Sequence));
        Assert.Equal(("5.4", "0.0"), (read[0].Event.Target, read[^1].Event.Target));

        await ChangeAsync(
            3,
            bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("2.1", "9.9", StringComparison.Ordinal))
        );
        Assert.Equal(["block 3 was changed"], (await audit.VerifyAsync(CancellationToken.None)).Faults);
        await cluster.Store.KeyValues.DeleteAsync(Scope, AuditArchive.BlockKey(5), null, CancellationToken.None);
        Assert.Equal(["block 3 was changed", "block 5 is missing"], (await audit.VerifyAsync(CancellationToken.None)).Faults);
        // The rest can still be read, and the log goes on.
        Assert.Equal("5.4", (await audit.ListAsync(null, 1, CancellationToken.None)).Single().Event.Target);
        await audit.AppendAsync([Event("after")], CancellationToken.None);
        Assert.Equal("after", (await audit.ListAsync(null, 1, CancellationToken.None)).Single().Event.Target);
        await cluster.Store.KeyValues.DeleteAsync(Scope, AuditArchive.BlockKey(7), null, CancellationToken.None);
        Assert.Contains(
            (await audit.VerifyAsync(CancellationToken.None)).Faults,
            fault => fault.StartsWith("block 7 is missing", StringComparison.Ordinal)
        );

        // Cut off with the note beside the blocks; then with each note.
        await cluster.Store.KeyValues.DeleteAsync(Scope, AuditArchive.BlockKey(6), null, CancellationToken.None);
        await cluster.Store.KeyValues.DeleteAsync(Scope, "end", null, CancellationToken.None);
        Assert.Contains("block 6 is missing", (await audit.VerifyAsync(CancellationToken.None)).Faults);
        await cluster.Store.KeyValues.DeleteAsync("audit-end", "end", null, CancellationToken.None);
        Assert.Contains(
            (await audit.VerifyAsync(CancellationToken.None)).Faults,
            fault => fault.StartsWith("the log ends at block", StringComparison.Ordinal)
        );
    }

    private async Task ChangeAsync(long block, Func<byte[], byte[]> change)
    {
        IKeyValueStore values = cluster.Store.KeyValues;
        VersionedValue stored = (await values.ReadAsync(Scope, AuditArchive.BlockKey(block), CancellationToken.None))!;
        byte[] changed = change(stored.Value);
        Assert.NotEqual(stored.Value, changed);
        Assert.NotNull(await values.WriteAsync(Scope, AuditArchive.BlockKey(block), changed, stored.Version, CancellationToken.None));
    }

    private static AuditEvent Event(string target) =>
        new(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            "somebody",
            "192.0.2.1",
            "DELETE /things/{id}",
            target,
            204,
            1,
            "trace"
        );
}
