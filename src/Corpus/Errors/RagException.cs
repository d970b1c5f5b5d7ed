namespace RagCluster.Corpus.Errors;

/// <summary>An error with a known cause, thrown once where it is found and mapped to a status at the edge.</summary>
[GenerateSerializer]
[Alias("RagCluster.RagException")]
public sealed class RagException : Exception
{
    /// <summary>The code of <see cref="Changed"/>.</summary>
    public const string ChangedCode = "precondition-failed";

    /// <summary>The code of stored bytes that are not what was written.</summary>
    public const string CorruptCode = "storage-corrupt";

    /// <summary>The code of files that the server's user may not use, or in whose place something else stands.</summary>
    public const string DeniedCode = "storage-denied";

    /// <summary>Creates an error.</summary>
    /// <param name="kind">Whose fault it is.</param>
    /// <param name="code">The problem's slug, for example <c>not-found</c>.</param>
    /// <param name="message">One sentence for people, without internals.</param>
    /// <param name="field">The input field at fault, or null.</param>
    /// <param name="innerException">What caused it, or null; kept as text where other silos could not read it.</param>
    public RagException(ErrorKind kind, string code, string message, string? field = null, Exception? innerException = null)
        : base(message, PortableCause.Of(innerException))
    {
        Kind = kind;
        Code = code;
        Field = field;
    }

    /// <summary>Whose fault it is.</summary>
    [Id(0)]
    public ErrorKind Kind { get; private set; }

    /// <summary>The problem's slug.</summary>
    [Id(1)]
    public string Code { get; private set; }

    /// <summary>The input field at fault, or null.</summary>
    [Id(2)]
    public string? Field { get; private set; }

    /// <summary>The delay after which to try again, or null.</summary>
    [Id(3)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A wrong input field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="message">What is wrong with it.</param>
    public static RagException Invalid(string field, string message) => new(ErrorKind.Invalid, "validation-failed", message, field);

    /// <summary>A change that depended on what the caller had seen, of which there is something else by now.</summary>
    /// <param name="message">What there is.</param>
    public static RagException Changed(string message) => new(ErrorKind.Conflict, ChangedCode, message, "If-Match");

    /// <summary>A thing that does not exist.</summary>
    /// <param name="what">The kind of thing, for example <c>collection</c>.</param>
    /// <param name="name">Its name.</param>
    public static RagException NotFound(string what, string name) => new(ErrorKind.NotFound, "not-found", $"There is no {what} '{name}'.");
}
