using System.Globalization;
using System.Text;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>Draws curves as SVG.</summary>
internal static class CurvePicture
{
    private const int Width = 900;
    private const int Height = 420;
    private const int Left = 60;
    private const int Right = 300;
    private const int Top = 40;
    private const int Bottom = 45;
    private const int Points = 200;
    private const int Grid = 5;
    private static readonly string[] Colours =
    [
        "#0b6e4f",
        "#d1495b",
        "#2e4057",
        "#edae49",
        "#7768ae",
        "#00798c",
        "#8d6a9f",
        "#555555",
        "#b56576",
        "#000000",
    ];

    internal static void Write(
        string file,
        string title,
        IReadOnlyList<(string Name, double[] Values)> curves,
        IReadOnlyList<(int At, string Name)> events
    )
    {
        int count = curves[0].Values.Length;
        double max = curves.Max(curve => curve.Values[^1]) * 1.05;
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
            double y = Y(max * i / Grid, max);
            svg.Append(
                FormattableString.Invariant(
                    $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#dddddd\"/>"
                )
            );
            svg.Append(
                FormattableString.Invariant($"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{max * i / Grid:0}</text>")
            );
            svg.Append(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"{X(count * i / Grid, count):0.#}\" y=\"{Height - Bottom + 18}\" "
                        + $"text-anchor=\"middle\">{count * i / Grid}</text>\n"
                )
            );
        }

        foreach ((int at, string name) in events)
        {
            double x = X(at, count);
            svg.Append(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<line x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\" stroke=\"#999999\" "
                        + $"stroke-dasharray=\"4 3\"/>"
                )
            );
            svg.Append(
                FormattableString.Invariant($"<text x=\"{x + 3:0.#}\" y=\"{Top + 10}\" fill=\"#666666\" font-size=\"10\">{name}</text>\n")
            );
        }

        (string Name, double[] Values)[] ordered = [.. curves.OrderByDescending(curve => curve.Values[^1])];
        for (int i = 0; i < ordered.Length; i++)
        {
            string colour = Colours[i % Colours.Length];
            IEnumerable<string> points = Enumerable
                .Range(0, Points + 1)
                .Select(point => Math.Min(count - 1, point * count / Points))
                .Select(at => FormattableString.Invariant($"{X(at, count):0.#},{Y(ordered[i].Values[at], max):0.#}"));
            svg.Append(
                FormattableString.Invariant(
                    $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{string.Join(' ', points)}\"/>"
                )
            );
            int y = Top + 12 + i * 20;
            svg.Append(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<line x1=\"{Width - Right + 15}\" x2=\"{Width - Right + 35}\" y1=\"{y - 4}\" y2=\"{y - 4}\" "
                        + $"stroke=\"{colour}\" stroke-width=\"3\"/>"
                )
            );
            svg.Append(
                FormattableString.Invariant(
                    $"<text x=\"{Width - Right + 40}\" y=\"{y}\">{ordered[i].Name}: {ordered[i].Values[^1]:0.0}</text>\n"
                )
            );
        }

        svg.Append(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">queries (regret so far; 1 = "
                    + $"one query's whole quality)</text>\n</svg>\n"
            )
        );
        File.WriteAllText(file, svg.ToString());
    }

    private static double X(double at, int count) => Left + (Width - Left - Right) * at / count;

    private static double Y(double value, double max) => Height - Bottom - (Height - Top - Bottom) * value / max;
}
