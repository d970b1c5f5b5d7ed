using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Grains.QueryLogs;

/// <summary>Adds to the last block of a month's log, and keeps it, so that an addition costs one write and no search.</summary>
internal sealed class QueryLogGrain(QueryLogArchive archive, TimeProvider time) : Grain, IQueryLogGrain
{
    private const int AttemptsMax = 3;

    // A filter that takes nothing would read a month whole: 20,000 entries are some milliseconds.
    private const int BlocksPerPage = 100;

    // Longer than any silo keeps a query in hand.
    private static readonly TimeSpan ErasedFor = TimeSpan.FromHours(1);
    private readonly Dictionary<string, DateTimeOffset> _erased = [];
    private QueryLogBlock? _last;
    private long? _version;

    private string Log => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task AppendAsync(LoggedQuery[] queries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(queries.Length, IQueryLogGrain.GroupMax);
        queries = [.. queries.Where(query => !IsErased(query))];
        if (queries.Length == 0)
            return;
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (_last is null)
                (_last, _version) = await ReadLastAsync(cancellationToken);
            QueryLogBlock last = _last;
            if (Array.TrueForAll(queries, query => last.Entries.Contains(query)))
                return;
            QueryLogBlock next = last.With(queries);
            long? version = next.Number == last.Number ? _version : null;
            // What fails may still have been written: the next one looks.
            _last = null;
            if (version is null)
                await archive.NoteCountAsync(Log, next.Number, cancellationToken);
            if (await archive.WriteAsync(Log, next, version, cancellationToken) is { } written)
            {
                (_last, _version) = (next, written);
                return;
            }
        }

        throw AnotherWriter();
    }

    /// <inheritdoc/>
    public async Task<QueryLogPage> ListAsync(QueryLogFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        List<QueryLogEntry> found = [];
        int number = await archive.CountAsync(Log, cancellationToken);
        if (before is { } bound)
            number = bound > 1 ? Math.Min(number, QueryLogBlock.NumberOf(bound - 1)) : 0;
        for (int read = 0; number > 0 && read < BlocksPerPage; number--, read++)
        {
            if (await archive.ReadAsync(Log, number, cancellationToken) is not ({ } block, _))
                continue;
            for (int i = block.Entries.Length - 1; i >= 0; i--)
            {
                if (block.SequenceOf(i) >= before || block.Entries[i] is not { } entry || !filter.Takes(entry))
                    continue;
                if (found.Count == limit)
                    return new QueryLogPage([.. found], found[^1].Sequence);
                found.Add(new QueryLogEntry(block.SequenceOf(i), entry));
            }
        }

        return new QueryLogPage([.. found], number > 0 ? ((long)number * QueryLogBlock.EntriesMax) + 1 : null);
    }

    /// <inheritdoc/>
    public async Task<QueryCounts> CountAsync(CancellationToken cancellationToken) =>
        await FindLastAsync(await archive.CountAsync(Log, cancellationToken), cancellationToken) is ({ } last, _)
            ? last.Counts
            : QueryCounts.None;

    /// <inheritdoc/>
    public async Task<int> EraseAsync(string subject, CancellationToken cancellationToken)
    {
        // A silo may bring now what somebody asked before they were erased.
        _erased[subject] = time.GetUtcNow();
        _last = null;
        int erased = 0;
        int count = await archive.CountAsync(Log, cancellationToken);
        for (int number = 1; number <= count; number++)
        {
            if (await archive.ReadAsync(Log, number, cancellationToken) is not ({ } block, long version))
                continue;
            int here = block.Entries.Count(entry => entry?.Subject == subject);
            if (here == 0)
                continue;
            if (await archive.WriteAsync(Log, block.Without(subject), version, cancellationToken) is null)
                throw AnotherWriter();
            erased += here;
        }

        return erased;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        _last = null;
        for (int number = await archive.CountAsync(Log, cancellationToken); number > 0; number--)
            await archive.DeleteAsync(Log, number, cancellationToken);
        await archive.ForgetAsync(Log, cancellationToken);
    }

    private static RagException AnotherWriter() =>
        new(ErrorKind.Unavailable, "unavailable", "Another writer adds to the query log; try again.");

    private bool IsErased(LoggedQuery query)
    {
        if (query.Subject is null || !_erased.TryGetValue(query.Subject, out DateTimeOffset erasedAt))
            return false;
        if (time.GetUtcNow() - erasedAt >= ErasedFor)
            _erased.Remove(query.Subject);
        return query.At <= erasedAt;
    }

    // The block that is noted as the last may never have been written, or be damaged: its place stays empty.
    private async Task<(QueryLogBlock Block, long? Version)> ReadLastAsync(CancellationToken cancellationToken)
    {
        int count = await archive.CountAsync(Log, cancellationToken);
        (QueryLogBlock Block, long Version)? last = await FindLastAsync(count, cancellationToken);
        if (last is { } found && found.Block.Number == count)
            return found;
        return (new QueryLogBlock(count + 1, last?.Block.Counts ?? QueryCounts.None, []), null);
    }

    private async Task<(QueryLogBlock Block, long Version)?> FindLastAsync(int count, CancellationToken cancellationToken)
    {
        for (int number = count; number > 0; number--)
        {
            if (await archive.ReadAsync(Log, number, cancellationToken) is { } found)
                return found;
        }

        return null;
    }
}
