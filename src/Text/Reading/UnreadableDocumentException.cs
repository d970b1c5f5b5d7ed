namespace RagCluster.Text.Reading;

/// <summary>A document cannot be read. <see cref="Exception.Message"/> is one sentence for people that names what is wrong.</summary>
public sealed class UnreadableDocumentException : Exception
{
    /// <summary>The format is not read here; the sender should convert the file.</summary>
    public const string UnsupportedFile = "unsupported_file";

    /// <summary>The file is damaged, encrypted, empty or beyond a limit; sending it again changes nothing.</summary>
    public const string InvalidFile = "invalid_file";

    /// <summary>The reader failed; the file may be in order.</summary>
    public const string ServerError = "server_error";

    /// <summary>Says why a document cannot be read.</summary>
    /// <param name="code">One of this class's constants.</param>
    /// <param name="message">One sentence for people.</param>
    /// <param name="innerException">What the parser threw, if anything.</param>
    public UnreadableDocumentException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>
    /// Whose fault it is: one of the constants <see cref="UnsupportedFile"/>, <see cref="InvalidFile"/>, <see cref="ServerError"/>.
    /// </summary>
    public string Code { get; }

    internal static UnreadableDocumentException Unsupported(string message) => new(UnsupportedFile, message);

    internal static UnreadableDocumentException Invalid(string message, Exception? cause = null) => new(InvalidFile, message, cause);

    internal static UnreadableDocumentException Damaged(string what, Exception cause) =>
        Invalid($"The {what} is damaged: its parts don't fit together.", cause);

    internal static UnreadableDocumentException Failed(string message, Exception? cause = null) => new(ServerError, message, cause);
}
