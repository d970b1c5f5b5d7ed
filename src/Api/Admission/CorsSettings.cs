namespace RagCluster.Api.Admission;

/// <summary>
/// The pages of other origins that may use this server. Section <c>Api:Cors</c>: <c>RAG__Api__Cors__Origins</c>.
/// </summary>
public sealed class CorsSettings
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Api:Cors";

    /// <summary>
    /// Their origins, with commas between: <c>https://app.example.org,http://localhost:3000</c>. Left out, none may. There is no way to
    /// name all: any page that a person opens could then ask a server that only that person reaches.
    /// </summary>
    public string Origins { get; set; } = "";

    /// <summary>The names of <see cref="Origins"/>, without a slash at the end.</summary>
    internal string[] Names =>
        [
            .. Origins
                .Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => name.TrimEnd('/')),
        ];

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Names.FirstOrDefault(name => !IsOrigin(name)) is { } wrong)
            yield return $"RAG__Api__Cors__Origins (CORS_ORIGINS) has '{wrong}': set origins with scheme and port and without a path, for "
                + "example https://app.example.org,http://localhost:3000. All can't be named.";
    }

    // A trailing slash is forgiven: origins are copied from browsers' address bars.
    private static bool IsOrigin(string name) =>
        Uri.TryCreate(name, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && name.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
