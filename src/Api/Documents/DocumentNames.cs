using RagCluster.Api.Binding;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Documents;

/// <summary>
/// Decides which file names are taken. A name is only a label here, and is refused when it would be dangerous as a path elsewhere.
/// </summary>
internal static class DocumentNames
{
    /// <summary>The longest name, in characters.</summary>
    internal const int LengthMax = 512;

    /// <summary>The name in the form that is kept: relative, with forward slashes.</summary>
    /// <exception cref="RagException">Invalid: absolute, with <c>..</c>, with control characters, or too long.</exception>
    internal static string Checked(string name, string field)
    {
        string path = name.Replace('\\', '/');
        if (path.Length > LengthMax)
            throw RagException.Invalid(field, $"A file name has at most {LengthMax} characters.");
        if (path.Any(char.IsControl))
            throw RagException.Invalid(field, "A file name has no control characters.");
        if (!FormBody.IsText(path))
            throw RagException.Invalid(field, "A file name is valid UTF-8.");
        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':') || path.Split('/').Contains(".."))
            throw RagException.Invalid(field, $"The file name '{name}' leaves its folder: send a relative path without '..'.");
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }
}
