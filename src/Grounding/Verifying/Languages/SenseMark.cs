namespace RagCluster.Grounding.Verifying.Languages;

/// <summary>A phrase with a sense, where it stands in a text.</summary>
/// <param name="At">The index of its first token.</param>
/// <param name="Sense">What it does.</param>
/// <param name="Pair">The line of its opposites in the data; 0 where it has none.</param>
/// <param name="IsRight">Whether it stands on the right side of that line.</param>
internal readonly record struct SenseMark(int At, Sense Sense, int Pair, bool IsRight)
{
    internal bool IsOpposite => Sense is Sense.Opposite or Sense.Governing;
}
