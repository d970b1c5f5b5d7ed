namespace RagCluster.Text.Tokenizing;

/// <summary>Counts the tokens that a model's tokenizer makes of a text.</summary>
public interface ITokenCounter
{
    /// <summary>Counts the tokens of <paramref name="text"/>, without the special tokens that a model adds around it.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <returns>The number of tokens, 0 or more.</returns>
    int Count(ReadOnlySpan<char> text);
}
