namespace RagCluster.Cluster.Tests.Http;

/// <summary>Brings one request to a server and its answer back.</summary>
internal interface IRagSender
{
    /// <summary>Sends it; null when nobody answered.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path with its query.</param>
    /// <param name="body">The body as an object for JSON; null for none.</param>
    Task<Reply?> SendAsync(HttpMethod method, string path, object? body);
}
