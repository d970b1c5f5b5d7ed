namespace Microsoft.ML.Tokenizers;

/// <summary>A token: its id, its text in the vocabulary, and where it stands in the (normalized) text.</summary>
public readonly struct EncodedToken(int id, string value, Range offset)
{
    public int Id { get; } = id;

    public string Value { get; } = value;

    public Range Offset { get; } = offset;
}
