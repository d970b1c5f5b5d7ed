using Microsoft.Extensions.Logging;
using RagCluster.Access.Auditing;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>Keeps the end of the audit log's chain, so that each block costs two writes and no search.</summary>
internal sealed partial class AuditGrain(AuditArchive archive, TimeProvider time, ILogger<AuditGrain> log) : Grain, IAuditGrain
{
    private const int EntriesMax = 1_000;
    private const int AttemptsMax = 3;

    // Whoever collects logs keeps an end of the chain that a writer of the database can't change.
    private static readonly TimeSpan LoggedEvery = TimeSpan.FromHours(1);
    private ChainedBlock<AuditEvent>? _last;
    private bool _isRead;
    private DateTimeOffset _loggedAt;

    /// <inheritdoc/>
    public async Task AppendAsync(AuditEvent[] events, CancellationToken cancellationToken)
    {
        if (events.Length == 0)
            return;
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (!_isRead)
                (_last, _isRead) = (await archive.LastAsync(cancellationToken), true);
            ChainedBlock<AuditEvent> block = ChainedBlock<AuditEvent>.Seal(_last, events);
            // What fails may still have been written: the next one looks.
            _isRead = false;
            if (await archive.AppendAsync(block, CancellationToken.None))
            {
                (_last, _isRead) = (block, true);
                if (time.GetUtcNow() - _loggedAt >= LoggedEvery)
                {
                    _loggedAt = time.GetUtcNow();
                    LogEnd(block.Number, block.Hash);
                }

                return;
            }
        }

        throw new RagException(ErrorKind.Unavailable, "unavailable", "Another writer adds to the audit log; try again.");
    }

    /// <inheritdoc/>
    public async Task<AuditEntry[]> ListAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, EntriesMax);
        List<AuditEntry> found = [];
        long number = (await archive.EndAsync(cancellationToken)).Number;
        if (before is { } bound)
            number = await FindAsync(bound - 1, number, cancellationToken);
        for (; number > 0 && found.Count < limit; number--)
        {
            if (await BlockAsync(number, cancellationToken) is not { } block)
                continue;
            for (int i = block.Entries.Length - 1; i >= 0 && found.Count < limit; i--)
            {
                if (before is null || block.FirstSequence + i < before)
                    found.Add(new AuditEntry(block.FirstSequence + i, block.Entries[i]));
            }
        }

        return [.. found];
    }

    /// <inheritdoc/>
    public async Task<AuditReport> VerifyAsync(CancellationToken cancellationToken)
    {
        ChainCheck<AuditEvent> check = new();
        AuditEnd end = await archive.EndAsync(cancellationToken);
        for (long number = 1; number <= end.Number; number++)
            check.Next(await RawAsync(number, cancellationToken));
        // Blocks without any note of their end: somebody took it out.
        while (end.Number == 0 && await RawAsync(check.BlockCount + 1, cancellationToken) is { } unnoted)
            check.Next(unnoted);
        check.End(end.Number, end.Hash);
        return new AuditReport(check.EntryCount, check.BlockCount, check.HeadHash, [.. check.Faults]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audit log ends with block {Number}, {Hash}")]
    private partial void LogEnd(long number, string hash);

    // The last block whose first entry is not after a number; blocks that are missing are passed over.
    private async Task<long> FindAsync(long sequence, long last, CancellationToken cancellationToken)
    {
        long low = 1;
        long high = last;
        while (low < high)
        {
            long middle = (low + high + 1) / 2;
            if (await BlockAsync(middle, cancellationToken) is { } block && block.FirstSequence <= sequence)
                low = middle;
            else
                high = middle - 1;
        }

        return high;
    }

    private async Task<ChainedBlock<AuditEvent>?> BlockAsync(long number, CancellationToken cancellationToken) =>
        await RawAsync(number, cancellationToken) is { } bytes ? ChainedBlock<AuditEvent>.Read(bytes) : null;

    // A row whose own checksum is wrong is one that can't be read.
    private async Task<byte[]?> RawAsync(long number, CancellationToken cancellationToken)
    {
        try
        {
            return await archive.ReadAsync(number, cancellationToken);
        }
        catch (RagException damaged) when (damaged.Code == RagException.CorruptCode)
        {
            return [];
        }
    }
}
