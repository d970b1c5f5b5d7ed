using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>What chunks are packed from and never cut: a sentence, a heading, a table, a row, a piece of something too long.</summary>
/// <param name="Span">Where it lies.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct TextUnit(TextSpan Span, int Tokens, UnitKind Kind);
