namespace RagCluster.Text.Reading;

/// <summary>The formats that are read.</summary>
public enum DocumentFormat
{
    /// <summary>Text without markup.</summary>
    PlainText,

    /// <summary>Markdown (CommonMark with tables, footnotes and front matter).</summary>
    Markdown,

    /// <summary>HTML.</summary>
    Html,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>Word's OOXML format.</summary>
    Docx,
}
