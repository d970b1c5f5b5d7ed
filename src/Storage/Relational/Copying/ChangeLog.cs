using System.Security.Cryptography;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>
/// Which rows have changed since somebody looked, for whoever keeps a copy up to date elsewhere. Triggers note the address of each row that
/// is written, in the transaction that writes it. A look takes one consistent snapshot of the rows noted, and forgets the notes only once
/// the copy is safe:
/// <list type="number">
/// <item><see cref="AdvanceAsync"/> commits the number of the look. A snapshot that shows that number was opened after this; one that does
/// not, before.</item>
/// <item><see cref="SnapshotAsync"/> reads the notes and the rows as of one moment. What is written meanwhile is noted anew.</item>
/// <item><see cref="ForgetAsync"/> removes those notes, and no other. Who dies before it leaves notes of rows that are copied twice.</item>
/// </list>
/// Its own writes wait for nobody's shipping, see <see cref="Shipped"/>.
/// </summary>
public sealed class ChangeLog
{
    private const string Scope = "changes";
    private readonly ISqlDatabase _database;
    private readonly MendingDatabase _mending;

    internal ChangeLog(MendingDatabase mending)
    {
        _mending = mending;
        _database = mending.Inner;
    }

    /// <summary>
    /// What every write that somebody is promised waits for after its commit and before anybody is told of it; null for nothing. When it
    /// fails, so does the write for who made it, though it is kept: as with a connection that breaks, it may be repeated.
    /// </summary>
    public Func<CancellationToken, Task>? Shipped
    {
        get => _mending.Committed;
        set => _mending.Committed = value;
    }

    /// <summary>How far the changes were shipped; null where none are noted, or what was noted is not whole.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer.</exception>
    public Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(ChangeTables.Read, cancellationToken);

    /// <summary>Begins to note changes, under a new chain, unless that goes on already.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer.</exception>
    public Task<ChangePosition> BeginAsync(CancellationToken cancellationToken) =>
        _database.WriteAsync(
            Scope,
            session =>
            {
                if (ChangeTables.Read(session) is { } position)
                    return position;
                // Of another schema's version, or left behind.
                ChangeTables.Drop(session);
                string chain = RandomNumberGenerator.GetHexString(16, lowercase: true);
                ChangeTables.Create(session, chain);
                return new ChangePosition(chain, 0, 0);
            },
            0,
            cancellationToken
        );

    /// <summary>Notes nothing any more, and removes what was noted.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (await _database.ReadAsync(ChangeTables.Exist, cancellationToken))
        {
            await _database.WriteAsync(
                Scope,
                session =>
                {
                    ChangeTables.Drop(session);
                    return true;
                },
                0,
                cancellationToken
            );
        }
    }

    /// <summary>Whether anything has changed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer.</exception>
    public Task<bool> HasAnyAsync(CancellationToken cancellationToken) => _database.ReadAsync(ChangeTables.Any, cancellationToken);

    /// <summary>Counts a look, which <see cref="SnapshotAsync"/> then takes.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer.</exception>
    public Task AdvanceAsync(CancellationToken cancellationToken) =>
        _database.WriteAsync(
            Scope,
            session =>
            {
                ChangeTables.Advance(session);
                return true;
            },
            0,
            cancellationToken
        );

    /// <summary>Has somebody read the rows that have changed, all as of one moment.</summary>
    /// <param name="read">The reader. It runs again from the begin when it met a damaged row that could be mended.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer, or a row is damaged and can't be mended.</exception>
    public Task<T> SnapshotAsync<T>(Func<RowSnapshot, Task<T>> read, CancellationToken cancellationToken) =>
        _mending.SnapshotAsync(session => read(new RowSnapshot(session)), cancellationToken);

    /// <summary>Forgets notes.</summary>
    /// <param name="seen">Those that were seen.</param>
    /// <param name="tick">The look that saw them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer.</exception>
    public Task ForgetAsync(SeenChanges seen, long tick, CancellationToken cancellationToken) =>
        _database.FreeAsync(
            Scope,
            session =>
            {
                ChangeTables.Forget(session, seen, tick);
                return true;
            },
            cancellationToken
        );
}
