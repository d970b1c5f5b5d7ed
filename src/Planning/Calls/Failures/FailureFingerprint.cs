namespace RagCluster.Planning.Calls.Failures;

/// <summary>What failures of one cause have in common.</summary>
/// <param name="Dependency">What was being used: a word such as <c>ingest</c> or <c>chat</c>.</param>
/// <param name="Type">The exception's type without namespace.</param>
/// <param name="Place">The method of ours that it came out of, with its class; empty where none is known.</param>
public readonly record struct FailureFingerprint(string Dependency, string Type, string Place)
{
    private const string Ours = "at RagCluster.";

    /// <summary>The fingerprint of an exception: of the innermost one, since wrappers differ with the way that it took.</summary>
    /// <param name="dependency">What was being used.</param>
    /// <param name="error">The exception.</param>
    public static FailureFingerprint Of(string dependency, Exception error)
    {
        Exception cause = error;
        string place = PlaceOf(error);
        while (cause.InnerException is { } inner)
        {
            cause = inner;
            place = PlaceOf(inner) is { Length: > 0 } closer ? closer : place;
        }

        return new FailureFingerprint(dependency, cause.GetType().Name, place);
    }

    /// <inheritdoc/>
    public override string ToString() => Place.Length > 0 ? $"{Type} in {Place}" : Type;

    // By the text: an exception that came from another silo has no frames, only what they looked like there.
    private static string PlaceOf(Exception error)
    {
        foreach (ReadOnlySpan<char> line in (error.StackTrace ?? "").AsSpan().EnumerateLines())
        {
            int at = line.IndexOf(Ours, StringComparison.Ordinal);
            if (at < 0)
                continue;
            ReadOnlySpan<char> method = line[(at + Ours.Length)..];
            int end = method.IndexOf('(');
            method = end < 0 ? method : method[..end];
            // The class and the method; what stands before them is the folder.
            int last = method.LastIndexOf('.');
            int before = last < 0 ? -1 : method[..last].LastIndexOf('.');
            return method[(before + 1)..].ToString();
        }

        return "";
    }
}
