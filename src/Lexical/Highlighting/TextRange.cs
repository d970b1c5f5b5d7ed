namespace RagCluster.Lexical.Highlighting;

/// <summary>A part of a text.</summary>
/// <param name="Start">The place of its first character (UTF-16 code unit).</param>
/// <param name="Length">Characters.</param>
public readonly record struct TextRange(int Start, int Length);
