using RagCluster.Client.Queries;

namespace RagCluster.Cli.Client;

/// <summary>A sentence or another part of an answer as the API shows it; an older server says nothing of its kind.</summary>
internal sealed record SentenceView(string Text, string[] Citations, string? Kind = null, LinkView[]? Links = null)
{
    /// <summary>What is printed of a sentence.</summary>
    internal static SentenceView From(Sentence sentence) =>
        new(sentence.Text, sentence.Citations, sentence.Kind, sentence.Links is { } links ? Array.ConvertAll(links, LinkView.From) : null);
}
