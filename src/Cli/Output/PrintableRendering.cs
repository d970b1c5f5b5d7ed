using Spectre.Console.Rendering;

namespace RagCluster.Cli.Output;

/// <summary>
/// Makes every text of a console <see cref="PrintableText"/> just before it is written; the console's own control codes pass.
/// </summary>
internal sealed class PrintableRendering : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Printable(renderable));

    private sealed class Printable(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner
                .Render(options, maxWidth)
                .Select(segment =>
                    segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(PrintableText.Of(segment.Text), segment.Style)
                );
    }
}
