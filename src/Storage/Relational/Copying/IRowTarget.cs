namespace RagCluster.Storage.Relational.Copying;

/// <summary>An empty store that a copy is put into. Nobody sees anything of it before <see cref="CompleteAsync"/> returned.</summary>
public interface IRowTarget : IAsyncDisposable
{
    /// <summary>Puts rows in. Tables come in the order of <see cref="CopiedTables.All"/>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows, with their checksums.</param>
    void Write(TableShape table, IReadOnlyList<object?[]> rows);

    /// <summary>Makes everything durable, reads it back against its checksums, and lets it be seen.</summary>
    /// <param name="cancellationToken">Ends it; nothing is seen then.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the store failed, or what was put in does not belong together.</exception>
    Task CompleteAsync(CancellationToken cancellationToken);
}
