namespace RagCluster.Text.Reading.Isolation;

/// <summary>What a worker is given.</summary>
internal enum WorkerRequestKind
{
    /// <summary>A file of any format but PDF.</summary>
    File,

    /// <summary>The pieces of a PDF's text, as read-pdf.mjs writes them.</summary>
    PdfPieces,
}
