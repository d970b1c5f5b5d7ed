using System.Collections.Concurrent;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Files;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>
/// A database whose damaged rows are mended when somebody meets them: the reader's error leads to one write that corrects the row or makes
/// what it held again, and then the reader runs once more. What can't be mended is an error of that reader, with its name; nobody else
/// notices.
/// </summary>
/// <param name="inner">The database.</param>
/// <param name="damage">Takes the findings.</param>
/// <param name="cipher">The form in which values are stored.</param>
/// <param name="time">The clock.</param>
internal sealed class MendingDatabase(ISqlDatabase inner, DamageLedger damage, ContentCipher cipher, TimeProvider time) : ISqlDatabase
{
    // A page of a list may hold many damaged rows, and each is met in turn.
    private const int AttemptsMax = 2_000;
    private const int DepthMax = 4;

    // What is damaged right after the indexes were made anew was no fault of theirs.
    private static readonly TimeSpan ReindexPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RebuildPause = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, long> _reindexedAt = new(StringComparer.Ordinal);
    private readonly AsyncLocal<bool> _isRebuilding = new();
    private readonly Lock _gate = new();
    private Task<bool> _rebuilding = Task.FromResult(false);
    private long? _rebuiltAt;

    /// <inheritdoc/>
    public string? SealedReason => inner.SealedReason;

    /// <summary>Takes the findings.</summary>
    internal DamageLedger Damage => damage;

    /// <summary>The form in which values are stored.</summary>
    internal ContentCipher Cipher => cipher;

    /// <summary>The database itself, for what touches no values of people.</summary>
    internal ISqlDatabase Inner => inner;

    /// <summary>What a write waits for after its commit; null for nothing.</summary>
    internal Func<CancellationToken, Task>? Committed { get; set; }

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) =>
        GuardAsync(() => inner.ReadAsync(With(query), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<T> ReadLargeAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) =>
        GuardAsync(() => inner.ReadLargeAsync(With(query), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<T> SnapshotAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken) =>
        GuardAsync(() => inner.SnapshotAsync(With(read), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken)
    {
        T result = await GuardAsync(() => inner.WriteAsync(scope, With(body), bytes, cancellationToken), cancellationToken);
        if (Committed is { } committed)
            await committed(cancellationToken);
        return result;
    }

    /// <summary>Writes what nobody is promised: it waits for the commit, and not for what follows it.</summary>
    /// <param name="scope">What the write belongs to.</param>
    /// <param name="body">The write.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal Task<T> NoteAsync<T>(string scope, Func<SqlSession, T> body, CancellationToken cancellationToken) =>
        GuardAsync(() => inner.WriteAsync(scope, With(body), 0, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<T> FreeAsync<T>(string scope, Func<SqlSession, T> body, CancellationToken cancellationToken)
    {
        T result = await GuardAsync(() => inner.FreeAsync(scope, With(body), cancellationToken), cancellationToken);
        if (Committed is { } committed)
            await committed(cancellationToken);
        return result;
    }

    /// <inheritdoc/>
    public Task<DiskUsage?> MeasureDiskAsync(CancellationToken cancellationToken) => inner.MeasureDiskAsync(cancellationToken);

    /// <inheritdoc/>
    public Task RequireSpaceAsync(CancellationToken cancellationToken) => inner.RequireSpaceAsync(cancellationToken);

    /// <summary>Runs an access and mends the damaged rows that it meets.</summary>
    /// <param name="access">The access; it may run many times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: a row is damaged and can't be mended.</exception>
    internal async Task<T> GuardAsync<T>(Func<Task<T>> access, CancellationToken cancellationToken)
    {
        // Until it is known what is missing, nobody may take it for something that never was.
        if (Volatile.Read(ref _rebuilding) is { IsCompleted: false } rebuilding && !_isRebuilding.Value)
            await rebuilding.WaitAsync(cancellationToken);
        HashSet<string> mended = new(StringComparer.Ordinal);
        for (int attempt = 1; ; attempt++)
        {
            Exception met;
            try
            {
                return await access();
            }
            catch (DamagedRowException damaged) when (attempt < AttemptsMax)
            {
                met = damaged;
            }
            catch (DamagedIndexException damaged) when (attempt < AttemptsMax)
            {
                met = damaged;
            }

            // Two readers meet the same row, and one of them mends it: only who meets it again was led there by a damaged index.
            Mending mending = await MendAsync(met, !mended.Add(Place(met)), 1, cancellationToken);
            if (!mending.IsMended)
                throw StorageFailure.Lost(mending.What, mending.Outcome, met);
        }
    }

    /// <summary>Mends what an access met, and says what became of it.</summary>
    internal Task<Mending> MendAsync(Exception met, CancellationToken cancellationToken) => MendAsync(met, false, 1, cancellationToken);

    /// <summary>Has a document indexed again whose record is missing.</summary>
    internal async Task<Mending> RemakeAsync(long document, string what, CancellationToken cancellationToken)
    {
        string scope = await ReadAsync(
            session =>
                Rows.DocumentRows.ByKey(session, document) is { } row ? RowNames.CollectionOf(session, row.Collection) ?? "mend" : "mend",
            cancellationToken
        );
        return Note(
            DamageKinds.LogRecord,
            await WriteAsync(scope, session => RowRemakes.Remake(session, document, what, time.GetUtcNow()), 0, cancellationToken)
        );
    }

    /// <inheritdoc/>
    public Task<Compaction?> CompactAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => inner.CompactAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RebuildAsync() => RebuildAsync(isAgain: false);

    /// <summary>
    /// Sets a database right whose own structure is damaged, then makes again what is missing. Whoever comes meanwhile waits for it.
    /// </summary>
    /// <param name="isAgain">Whether the caller met the damage again after it had been set right: then this is not tried again at
    /// once.</param>
    /// <returns>Whether it was set right.</returns>
    internal Task<bool> RebuildAsync(bool isAgain)
    {
        if (_isRebuilding.Value)
            return Task.FromResult(false);
        lock (_gate)
        {
            if (!_rebuilding.IsCompleted)
                return _rebuilding;
            if (_rebuiltAt is { } at && time.GetElapsedTime(at) < RebuildPause)
                return Task.FromResult(!isAgain);
            return _rebuilding = RunRebuildAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private Func<SqlSession, T> With<T>(Func<SqlSession, T> use) =>
        session =>
        {
            session.Cipher = cipher;
            return use(session);
        };

    private static string Place(Exception met) =>
        met is DamagedRowException row ? $"{row.Table.Name} {string.Join('/', row.Address)}" : ((DamagedIndexException)met).Table;

    private async Task<bool> RunRebuildAsync()
    {
        _isRebuilding.Value = true;
        await Task.Yield();
        bool isWhole = await inner.RebuildAsync();
        if (isWhole)
            await new StoreCheck(this, time).RunAsync(repair: true, CancellationToken.None);
        lock (_gate)
            _rebuiltAt = isWhole ? time.GetTimestamp() : null;
        return isWhole;
    }

    private async Task<Mending> MendAsync(Exception met, bool isAgain, int depth, CancellationToken cancellationToken)
    {
        string table = met is DamagedRowException row ? row.Table.Name : ((DamagedIndexException)met).Table;
        string kind = met is DamagedRowException { Table: { } rows } ? rows.Kind : DamageKinds.LogRecord;
        Mending mending;
        try
        {
            string scope = met is DamagedRowException damaged
                ? await inner.ReadAsync(session => RowNames.Scope(session, damaged), cancellationToken)
                : "mend";
            bool mayReindex = !_reindexedAt.TryGetValue(table, out long at) || time.GetElapsedTime(at) > ReindexPause;
            mending = await inner.WriteAsync(
                scope,
                With(session => RowMender.Mend(session, met, new MendingTerms(isAgain, mayReindex, time.GetUtcNow()))),
                0,
                cancellationToken
            );
        }
        catch (DamagedRowException other) when (depth < DepthMax)
        {
            // Mending one row may meet another.
            Mending first = await MendAsync(other, false, depth + 1, cancellationToken);
            return first.IsMended ? await MendAsync(met, isAgain, depth + 1, cancellationToken) : first;
        }
        catch (DamagedIndexException other) when (depth < DepthMax && other.Table != table)
        {
            Mending first = await MendAsync(other, false, depth + 1, cancellationToken);
            return first.IsMended ? await MendAsync(met, isAgain, depth + 1, cancellationToken) : first;
        }
        catch (DamagedIndexException)
        {
            // Making the index anew met the damage itself.
            _reindexedAt[table] = time.GetTimestamp();
            mending = new Mending(false, RowMender.IndexOf + table, RowMender.Beyond);
        }

        if (mending.Outcome == RowMender.Beyond && await RebuildAsync(isAgain).WaitAsync(cancellationToken))
            return new Mending(true, "", "");
        if (mending.What.Length == 0)
            return mending;
        if (mending.What.StartsWith(RowMender.IndexOf, StringComparison.Ordinal))
            _reindexedAt[table] = time.GetTimestamp();
        return Note(mending.What.StartsWith(RowMender.IndexOf, StringComparison.Ordinal) ? DamageKinds.Database : kind, mending);
    }

    private Mending Note(string kind, Mending mending)
    {
        damage.Report(kind, mending.What, mending.IsRepaired, mending.Outcome, mending.Subject);
        if (mending.Remade is { } remade)
            damage.Remake(remade.Collection, remade.Document);
        return mending;
    }
}
