namespace RagCluster.Corpus.Errors;

/// <summary>
/// Makes causes fit to leave a silo. Orleans carries the exceptions of the framework and those with a generated serializer; any other, such
/// as a database driver's, would make the whole answer unreadable, and the caller would see a missing codec instead of the error.
/// </summary>
public static class PortableCause
{
    // What Orleans carries unless told otherwise, and its own.
    private static readonly string[] CarriedNamespaces = ["System", "Microsoft", "Azure", "Orleans"];

    /// <summary>The error itself when every silo can read it and all that is within, else its whole text in a plain exception.</summary>
    /// <param name="error">The error, or null.</param>
    public static Exception? Of(Exception? error) => error is null || IsCarried(error) ? error : new Exception(error.ToString());

    private static bool IsCarried(Exception error) =>
        IsCarried(error.GetType())
        && (
            error is AggregateException many
                ? many.InnerExceptions.All(IsCarried)
                : error.InnerException is null || IsCarried(error.InnerException)
        );

    private static bool IsCarried(Type type) =>
        type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
        || CarriedNamespaces.Any(prefix => type.Namespace is { } name && name.StartsWith(prefix, StringComparison.Ordinal));
}
