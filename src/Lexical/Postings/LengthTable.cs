namespace RagCluster.Lexical.Postings;

/// <summary>The lengths of a segment's rows in codes; see <see cref="LengthCodes"/>.</summary>
internal readonly ref struct LengthTable(ReadOnlySpan<byte> codes, ReadOnlySpan<int> codeLengths)
{
    /// <summary>The code of every row.</summary>
    internal ReadOnlySpan<byte> Codes { get; } = codes;

    /// <summary>The length of every code.</summary>
    internal ReadOnlySpan<int> CodeLengths { get; } = codeLengths;
}
