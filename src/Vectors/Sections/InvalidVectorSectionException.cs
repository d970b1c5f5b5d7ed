namespace RagCluster.Vectors.Sections;

/// <summary>
/// The bytes of an index or of rows are not what they should be: torn, altered, or written by another version. Rebuild them; trying again
/// won't help.
/// </summary>
/// <param name="message">What is wrong.</param>
public sealed class InvalidVectorSectionException(string message) : Exception(message);
