namespace RagCluster.Storage.Relational;

/// <summary>An open database: one that groups writes, and many that read.</summary>
internal interface ISqlDatabase : IAsyncDisposable
{
    /// <summary>Why nothing can be written until a restart; null while writing works.</summary>
    string? SealedReason { get; }

    /// <summary>Runs a query on what is committed.</summary>
    /// <param name="query">The query; it may run twice.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken);

    /// <summary>Makes a change and waits until it is on disk.</summary>
    /// <param name="scope">What the change is about. Changes of one scope never overlap, on any silo.</param>
    /// <param name="body">Makes the change; an exception undoes it. It may run twice.</param>
    /// <param name="bytes">Bytes that the write holds in memory.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken);
}
