using System.Runtime.CompilerServices;

namespace RagCluster.Client.Http;

/// <summary>Reads a list page by page, each when the one before has been read.</summary>
internal static class PageReader
{
    /// <summary>The entries of a list.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="path">The list's path.</param>
    /// <param name="pageSize">Entries of a page; null for the server's default.</param>
    /// <param name="filter">Further members of the query.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static async IAsyncEnumerable<T> ReadAsync<T>(
        RagConnection connection,
        string path,
        int? pageSize,
        (string Name, object? Value)[] filter,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? after = null;
        do
        {
            string query = RagCall.Query([.. filter, ("limit", pageSize), ("after", after)]);
            RagPage<T> page = await connection.SendAsync<RagPage<T>>(RagCall.Get(path + query), cancellationToken).ConfigureAwait(false);
            foreach (T entry in page.Data ?? [])
                yield return entry;
            after = page.HasMore ? page.LastId : null;
        } while (after is not null);
    }
}
