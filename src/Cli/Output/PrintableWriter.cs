using System.Text;

namespace RagCluster.Cli.Output;

/// <summary>Passes text on to a stream as <see cref="PrintableText"/>.</summary>
/// <param name="inner">The stream.</param>
internal sealed class PrintableWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not null)
            inner.Write(PrintableText.Of(value));
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
