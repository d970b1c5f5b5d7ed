namespace RagCluster.Api.Limits;

/// <summary>Requests that share places.</summary>
internal enum RequestClass
{
    /// <summary>Searching and reading.</summary>
    Query,

    /// <summary>Answering.</summary>
    Generate,

    /// <summary>Changing documents and collections.</summary>
    Write,

    /// <summary>Administration, operation and scraping.</summary>
    Admin,

    /// <summary>Watching a stream of events.</summary>
    Watch,
}
