namespace RagCluster.Lexical.Analysis.Words;

/// <summary>Stems a word in place.</summary>
/// <param name="letters">A word in small letters, and room behind it.</param>
/// <param name="length">Characters of the word.</param>
/// <returns>Characters of the stem.</returns>
internal delegate int StemWord(Span<char> letters, int length);
