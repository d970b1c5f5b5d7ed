using RagCluster.Corpus.Errors;
using RagCluster.Shards.Disk;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rewriting;

/// <summary>
/// Brings what is stored into the form of the settings: encrypted with the key that is the ring's first, or in the clear. Values are
/// rewritten a few at a time, each group in one transaction, while others read and write; a value is always in one form or the other, and
/// both can be read. A pass that was cut off is begun again, and finds the values that it has rewritten by their heads. Only a pass that
/// found none of another form says that the other keys are not needed.
/// </summary>
public sealed class StoreEncryption
{
    private const string Scope = "encryption";
    private const int HeadsMax = 500;
    private const int GroupRowsMax = 32;
    private const long GroupBytesMax = 4L << 20;

    // What other silos write with another key meanwhile makes another pass; who never ends that is told.
    private const int PassesMax = 5;

    // By then every silo of a cluster has been restarted with the new settings.
    private static readonly TimeSpan RestartsMax = TimeSpan.FromDays(7);
    private readonly MendingDatabase _database;
    private readonly IKeyValueStore _values;
    private readonly TimeProvider _time;

    internal StoreEncryption(MendingDatabase database, IKeyValueStore values, TimeProvider time)
    {
        _database = database;
        _values = values;
        _time = time;
    }

    /// <summary>The id of the key that values are written with; null in the clear.</summary>
    public string? Active => _database.Cipher.Active?.Id;

    /// <summary>What the shards' files are encrypted with: the same ring.</summary>
    public IFileKeys FileKeys => _database.Cipher;

    /// <summary>Whether the store may hold values of another form than they are written in.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        (StoreKeys keys, _) = await StoreKeys.ReadAsync(_values, cancellationToken);
        return !IsSettled(keys);
    }

    /// <summary>
    /// Whether a silo that starts is to look for values of another form: also where another silo has lately left none, since this one may
    /// have written some until it was stopped.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> IsDueAtStartAsync(CancellationToken cancellationToken)
    {
        (StoreKeys keys, _) = await StoreKeys.ReadAsync(_values, cancellationToken);
        return !IsSettled(keys) || _time.GetUtcNow() - keys.SettledAt < RestartsMax;
    }

    /// <summary>Rewrites every value that has another form.</summary>
    /// <param name="cancellationToken">Ends it; what was rewritten stays so.</param>
    /// <exception cref="RagException">Unavailable: the store failed, or a key is missing.</exception>
    public async Task<RewriteReport> RewriteAsync(CancellationToken cancellationToken)
    {
        long rewritten = 0;
        long unreadable = 0;
        bool isComplete = false;
        for (int pass = 0; pass < PassesMax && !isComplete && unreadable == 0; pass++)
        {
            // A key that somebody begins to write with during the pass stays in the list.
            (StoreKeys before, _) = await StoreKeys.ReadAsync(_values, cancellationToken);
            (long done, long failed) = await RunPassAsync(cancellationToken);
            rewritten += done;
            unreadable += failed;
            isComplete = done == 0 && failed == 0;
            if (isComplete)
                await SettleAsync(before, cancellationToken);
        }

        (StoreKeys keys, _) = await StoreKeys.ReadAsync(_values, cancellationToken);
        return new RewriteReport(rewritten, unreadable, isComplete, keys.Keys);
    }

    /// <summary>
    /// Whether the database's file may hold values of another form in what it does not use any more. It does after every value has been
    /// rewritten: a page keeps what was moved to another one, and was freed before that was overwritten.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> HasTracesAsync(CancellationToken cancellationToken)
    {
        (StoreKeys keys, _) = await StoreKeys.ReadAsync(_values, cancellationToken);
        return Active is not null && IsSettled(keys) && keys.WipedOf != keys.SettledAt;
    }

    /// <summary>Has the database written anew, so that values of another form stand nowhere in its file.</summary>
    /// <param name="cancellationToken">Ends it; it is begun again then.</param>
    /// <returns>What it did; null where the database's server alone can.</returns>
    /// <exception cref="RagException">Unavailable: the disk lacks room, or the database is being copied.</exception>
    public async Task<Compaction?> WipeAsync(CancellationToken cancellationToken)
    {
        (StoreKeys before, _) = await StoreKeys.ReadAsync(_values, cancellationToken);
        Compaction? done = await _database.CompactAsync(cancellationToken);
        await StoreKeys.ChangeAsync(
            _values,
            now => now.WipedOf == before.SettledAt ? now : now with { WipedOf = before.SettledAt },
            cancellationToken
        );
        return done;
    }

    /// <summary>Refuses a ring that lacks a key of the store, and notes the key that values will be written with.</summary>
    /// <exception cref="RagException">Unavailable: a key is missing.</exception>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        (StoreKeys keys, _) = await StoreKeys.ReadAsync(_values, cancellationToken);
        if (keys.Keys.FirstOrDefault(id => !_database.Cipher.Ring.Keys.Any(key => key.Id == id)) is { } missing)
            throw ContentCipher.Missing(missing);
        if (Active is { } active)
        {
            await StoreKeys.ChangeAsync(
                _values,
                now => now.Keys.Contains(active) ? now : now with { Keys = [.. now.Keys, active] },
                cancellationToken
            );
        }
    }

    private bool IsSettled(StoreKeys keys) => keys.Written == Active && keys.Keys.All(id => id == Active);

    private Task SettleAsync(StoreKeys before, CancellationToken cancellationToken) =>
        StoreKeys.ChangeAsync(
            _values,
            now =>
                IsSettled(now)
                    ? now
                    : new StoreKeys([.. now.Keys.Where(id => id == Active || !before.Keys.Contains(id))], Active, _time.GetUtcNow()),
            cancellationToken
        );

    private async Task<(long Rewritten, long Unreadable)> RunPassAsync(CancellationToken cancellationToken)
    {
        long rewritten = 0;
        long unreadable = 0;
        foreach (CoveredTable table in CoveredTable.All)
        {
            object?[]? last = null;
            List<StoredHead> page;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                object?[]? after = last;
                page = await _database.ReadAsync(session => Heads(session, table, after), cancellationToken);
                foreach (StoredHead[] group in Groups(page.Where(head => !IsCurrent(table, head))))
                {
                    long failed = await RewriteAsync(table, group, cancellationToken);
                    rewritten += group.Length - failed;
                    unreadable += failed;
                }

                last = page.Count == 0 ? null : page[^1].Address;
            } while (last is not null);
        }

        return (rewritten, unreadable);
    }

    private bool IsCurrent(CoveredTable table, StoredHead head) =>
        _database.Cipher.IsCurrent(head.Head) || (table.Name == "key_values" && head.Address[0] is StoreKeys.Scope);

    private async Task<long> RewriteAsync(CoveredTable table, StoredHead[] group, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.WriteAsync(
                Scope,
                session => group.LongCount(head => !ValueRewrite.Run(session, table, head.Address)),
                group.Sum(head => head.Bytes),
                cancellationToken
            );
        }
        catch (RagException damaged) when (damaged.Code == RagException.CorruptCode)
        {
            // The others of its group go on without it.
            if (group.Length == 1)
                return 1;
        }

        long failed = 0;
        foreach (StoredHead one in group)
            failed += await RewriteAsync(table, [one], cancellationToken);
        return failed;
    }

    private static List<StoredHead> Heads(SqlSession session, CoveredTable table, object?[]? after)
    {
        string columns = string.Join(", ", table.Address);
        string places = string.Join(", ", table.Address.Select((_, i) => FormattableString.Invariant($"${i + 1}")));
        string from = after is null ? "" : $"AND ({columns}) > ({places})";
        int width = table.Address.Length;
        return session.All(
            FormattableString.Invariant(
                $"SELECT {columns}, substr({table.Column}, 1, {ContentCipher.HeadBytes}), CAST(length({table.Column}) AS BIGINT) "
            )
                + FormattableString.Invariant(
                    $"FROM {table.Name} WHERE {table.Column} IS NOT NULL {from} ORDER BY {columns} LIMIT {HeadsMax}"
                ),
            row => new StoredHead(
                [.. Enumerable.Range(0, width).Select(row.GetValue)],
                row.GetValue(width) as byte[] ?? [],
                row.GetInt64(width + 1)
            ),
            after ?? []
        );
    }

    private static IEnumerable<StoredHead[]> Groups(IEnumerable<StoredHead> heads)
    {
        List<StoredHead> group = [];
        foreach (StoredHead head in heads)
        {
            group.Add(head);
            if (group.Count < GroupRowsMax && group.Sum(one => one.Bytes) < GroupBytesMax)
                continue;
            yield return [.. group];
            group.Clear();
        }

        if (group.Count > 0)
            yield return [.. group];
    }
}
