namespace RagCluster.Text.Reading;

/// <summary>What the outside calls a <see cref="DocumentFormat"/>.</summary>
public static class DocumentFormatExtensions
{
    /// <summary>The format's media type, as registered with IANA.</summary>
    /// <param name="format">The format.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public static string ToMediaType(this DocumentFormat format) =>
        format switch
        {
            DocumentFormat.PlainText => "text/plain",
            DocumentFormat.Markdown => "text/markdown",
            DocumentFormat.Html => "text/html",
            DocumentFormat.Pdf => "application/pdf",
            DocumentFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
}
