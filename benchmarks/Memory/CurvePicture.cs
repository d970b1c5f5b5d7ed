using System.Globalization;
using System.Text;

namespace RagCluster.MemoryBenchmark;

/// <summary>Draws memory over time as SVG.</summary>
internal static class CurvePicture
{
    private const int Width = 900;
    private const int Height = 420;
    private const int Left = 60;
    private const int Right = 30;
    private const int Top = 40;
    private const int Bottom = 65;
    private const int Grid = 5;

    internal static void Write(string file, string title, MemoryCurve curve, double limit)
    {
        double minutes = Math.Max(1, Math.Ceiling(curve.Samples[^1].Minute));
        double max =
            Math.Ceiling(Math.Max(limit, curve.Samples.Max(sample => sample.Memory.Resident + sample.Memory.Workers)) * 1.1 / 50) * 50;
        StringBuilder svg = new();
        svg.Append(
            FormattableString.Invariant(
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n"
            )
        );
        svg.Append(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n<text x=\"{Left}\" y=\"22\" "
                    + $"font-size=\"15\">{title}</text>\n"
            )
        );
        for (int i = 0; i <= Grid; i++)
        {
            double y = Y(max * i / Grid, max),
                x = X(minutes * i / Grid, minutes);
            svg.Append(
                FormattableString.Invariant(
                    $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#dddddd\"/>"
                )
            );
            svg.Append(
                FormattableString.Invariant($"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{max * i / Grid:0}</text>")
            );
            svg.Append(
                FormattableString.Invariant(
                    $"<text x=\"{x:0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{minutes * i / Grid:0.#}</text>\n"
                )
            );
        }

        double at = Y(limit, max);
        svg.Append(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:0.#}\" y2=\"{at:0.#}\" stroke=\"#d1495b\" "
                    + $"stroke-dasharray=\"4 3\"/>\n"
            )
        );
        (string Name, string Colour, Func<ServerMemory, double> Value)[] lines =
        [
            ("with its reading workers", "#edae49", memory => memory.Resident + memory.Workers),
            ("resident memory of the server", "#0b6e4f", memory => memory.Resident),
            ("its part that belongs to no file", "#2e4057", memory => memory.Anonymous),
        ];
        int legend = Left;
        foreach ((string name, string colour, Func<ServerMemory, double> value) in lines)
        {
            IEnumerable<string> points = curve.Samples.Select(sample =>
                FormattableString.Invariant($"{X(sample.Minute, minutes):0.#},{Y(value(sample.Memory), max):0.#}")
            );
            svg.Append(
                FormattableString.Invariant(
                    $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" points=\"{string.Join(' ', points)}\"/>"
                )
            );
            svg.Append(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<line x1=\"{legend}\" x2=\"{legend + 20}\" y1=\"{Height - 26}\" y2=\"{Height - 26}\" stroke=\"{colour}\" "
                        + $"stroke-width=\"3\"/>"
                )
            );
            svg.Append(FormattableString.Invariant($"<text x=\"{legend + 25}\" y=\"{Height - 22}\">{name}</text>\n"));
            legend += 250;
        }

        svg.Append(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">minutes of mixed load (MiB; "
                    + $"dashed: the limit of {limit:0})</text>\n</svg>\n"
            )
        );
        File.WriteAllText(file, svg.ToString());
    }

    private static double X(double minute, double minutes) => Left + ((Width - Left - Right) * minute / minutes);

    private static double Y(double value, double max) => Height - Bottom - ((Height - Top - Bottom) * value / max);
}
