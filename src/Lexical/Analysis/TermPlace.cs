namespace RagCluster.Lexical.Analysis;

/// <summary>Where an analyzer found a term.</summary>
/// <param name="Start">The place of its first character in the text.</param>
/// <param name="Length">Characters of the text that it stands for.</param>
/// <param name="Step">How many positions it lies behind the term before: 1 for the next word, 0 for another reading of the same
/// word.</param>
public readonly record struct TermPlace(int Start, int Length, int Step)
{
    /// <summary>Whether it is another reading of the very word that the term before stands for.</summary>
    /// <param name="before">The place of the term before.</param>
    public bool IsReadingOf(TermPlace before) => Step == 0 && Start == before.Start && Length == before.Length;
}
