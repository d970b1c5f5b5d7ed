using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Rows;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>Collections that are copied into a store while others read and write it.</summary>
public sealed class CollectionImports
{
    private readonly MendingDatabase _database;
    private readonly TimeProvider _time;

    internal CollectionImports(MendingDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>Begins one.</summary>
    /// <param name="target">The name that it gets when it is whole.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">
    /// Invalid: that is no name. Conflict: a collection has it. Unavailable: the disk is nearly full.
    /// </exception>
    public async Task<CollectionImport> BeginAsync(CollectionId target, CancellationToken cancellationToken)
    {
        await RequireFreeAsync(target, cancellationToken);
        await _database.RequireSpaceAsync(cancellationToken);
        return new CollectionImport(_database, target, _time);
    }

    /// <summary>Refuses a name that can't be given.</summary>
    /// <param name="target">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Invalid: that is no name. Conflict: a collection has it.</exception>
    public async Task RequireFreeAsync(CollectionId target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!CollectionId.IsValidName(target.Name))
            throw RagException.Invalid("as", "A collection's name has 1 to 64 lower-case letters, digits, hyphens and underscores.");
        if (await _database.ReadAsync(session => CollectionRows.FindKey(session, target), cancellationToken) is not null)
            throw Taken(target);
    }

    /// <summary>Removes what imports left that did not end. None may be under way.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        List<string> names = await _database.ReadAsync(
            session => session.All("SELECT name FROM collections WHERE tenant = $1", row => row.GetString(0), StagedCollections.Tenant),
            cancellationToken
        );
        foreach (string name in names)
            await RemoveAsync(_database, name, cancellationToken);
        return names.Count;
    }

    /// <summary>The refusal of a name that a collection has.</summary>
    internal static RagException Taken(CollectionId target) =>
        new(
            ErrorKind.Conflict,
            "conflict",
            $"The collection '{target.Name}' exists already: restore under a name that none has, or delete it first.",
            "as"
        );

    /// <summary>Removes the rows of an import that is not whole.</summary>
    internal static Task<bool> RemoveAsync(MendingDatabase database, string name, CancellationToken cancellationToken)
    {
        CollectionId staged = new(StagedCollections.Tenant, name);
        return database.FreeAsync(staged.ToString(), session => CollectionRows.Delete(session, staged), cancellationToken);
    }
}
