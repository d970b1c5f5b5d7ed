namespace RagCluster.Api.OpenAi;

/// <summary>Counts the tokens of texts for the <c>usage</c> of answers.</summary>
public interface ITextTokens
{
    /// <summary>The tokens of a text, as the tokenizer that cuts documents counts them.</summary>
    /// <param name="text">The text; may be empty.</param>
    int Count(string text);
}
