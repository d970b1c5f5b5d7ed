using RagCluster.Client.Queries;

namespace RagCluster.Cli.Client;

/// <summary>Words of a sentence that link to somewhere, as the API shows them.</summary>
internal sealed record LinkView(int Start, int End, string Url)
{
    /// <summary>What is printed of a link.</summary>
    internal static LinkView From(Link link) => new(link.Start, link.End, link.Url);
}
