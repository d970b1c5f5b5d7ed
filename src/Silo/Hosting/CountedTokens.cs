using RagCluster.Api.OpenAi;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Silo.Hosting;

/// <summary>Counts with the tokenizer that cuts documents.</summary>
internal sealed class CountedTokens(ITokenCounter counter) : ITextTokens
{
    /// <inheritdoc/>
    public int Count(string text) => counter.Count(text);
}
