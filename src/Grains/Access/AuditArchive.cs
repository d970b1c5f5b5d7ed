using System.Globalization;
using System.Text.Json;
using RagCluster.Access.Auditing;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Storage;

namespace RagCluster.Grains.Access;

/// <summary>
/// The blocks of the audit log in the store. A block is written where none is yet and never again, by the store's compare-and-set, so that
/// two writers that don't know of each other can't fork the chain. Beside the blocks stands which one is the last, and elsewhere once more:
/// a block that is taken from the end leaves no other trace, and whoever takes it takes what stands beside it, too.
/// </summary>
internal sealed class AuditArchive(IKeyValueStore values)
{
    private const string Scope = AuditScopes.Blocks;
    private const string WitnessScope = AuditScopes.Witness;
    private const string EndKey = "end";

    /// <summary>Reads the block at a place; null when there is none.</summary>
    internal async Task<byte[]?> ReadAsync(long number, CancellationToken cancellationToken) =>
        (await values.ReadAsync(Scope, BlockKey(number), cancellationToken))?.Value;

    /// <summary>Writes a block and that it is the last one.</summary>
    /// <returns>False when there is one at its place: another writer was first.</returns>
    internal async Task<bool> AppendAsync(ChainedBlock<AuditEvent> block, CancellationToken cancellationToken)
    {
        if (await values.WriteAsync(Scope, BlockKey(block.Number), block.ToBytes(), null, cancellationToken) is null)
            return false;
        byte[] mark = JsonSerializer.SerializeToUtf8Bytes(new AuditEnd(block.Number, block.Hash));
        foreach (string scope in (string[])[Scope, WitnessScope])
        {
            VersionedValue? end = await FindEndAsync(scope, cancellationToken);
            // Whoever is further has written it already.
            await values.WriteAsync(scope, EndKey, mark, end?.Version, cancellationToken);
        }

        return true;
    }

    /// <summary>What is noted of the log's end; nothing before the first block.</summary>
    internal async Task<AuditEnd> EndAsync(CancellationToken cancellationToken)
    {
        AuditEnd end = Read(await FindEndAsync(Scope, cancellationToken));
        AuditEnd witness = Read(await FindEndAsync(WitnessScope, cancellationToken));
        return witness.Number > end.Number ? witness : end;

        static AuditEnd Read(VersionedValue? noted) =>
            (noted is null ? null : JsonSerializer.Deserialize<AuditEnd>(noted.Value)) ?? AuditEnd.None;
    }

    // Of two notes one may be damaged.
    private async Task<VersionedValue?> FindEndAsync(string scope, CancellationToken cancellationToken)
    {
        try
        {
            return await values.ReadAsync(scope, EndKey, cancellationToken);
        }
        catch (RagException damaged) when (damaged.Code == RagException.CorruptCode)
        {
            return null;
        }
    }

    /// <summary>
    /// The last block; null when there is none. A process that ended between a block and the note of it left the note behind by one.
    /// </summary>
    /// <exception cref="RagException">Unavailable: the last block can't be read, and nothing can follow it.</exception>
    internal async Task<ChainedBlock<AuditEvent>?> LastAsync(CancellationToken cancellationToken)
    {
        AuditEnd end = await EndAsync(cancellationToken);
        long number = end.Number;
        byte[]? last = number == 0 ? null : await ReadAsync(number, cancellationToken);
        while (await ReadAsync(number + 1, cancellationToken) is { } next)
            (last, number) = (next, number + 1);
        if (number == 0)
            return null;
        // After a loss the chain goes on from what is known of its end, and the check tells of the loss.
        return last is null
            ? new ChainedBlock<AuditEvent>(number, 1, "", [], end.Hash)
            : ChainedBlock<AuditEvent>.Read(last)
                ?? throw new RagException(ErrorKind.Unavailable, "audit-unreadable", $"Block {number} of the audit log can't be read.");
    }

    /// <summary>Where a block is kept.</summary>
    internal static string BlockKey(long number) => number.ToString("D12", CultureInfo.InvariantCulture);
}
