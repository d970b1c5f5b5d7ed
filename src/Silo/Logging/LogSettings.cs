using Microsoft.Extensions.Logging.Console;

namespace RagCluster.Silo.Logging;

/// <summary>In which form the log is written. Section <c>Logging</c>: <c>RAG__Logging__Format</c>.</summary>
internal sealed class LogSettings
{
    /// <summary>The configuration section; the levels of .NET stand there too.</summary>
    internal const string Section = "Logging";

    private const string Text = "text";
    private const string Json = "json";

    /// <summary><c>text</c>, a line for people, or <c>json</c>, an object on each line for a collector.</summary>
    public string Format { get; set; } = Text;

    /// <summary>Writes the log as the settings say.</summary>
    /// <exception cref="ArgumentException">There is no such form; the message names the setting.</exception>
    internal static void Apply(WebApplicationBuilder builder)
    {
        LogSettings settings = builder.Configuration.GetSection(Section).Get<LogSettings>() ?? new();
        // Orleans has each choice of a silo reported, with its outcome, as if it were news.
        builder.Configuration["Logging:LogLevel:Polly"] ??= nameof(LogLevel.Warning);
        builder.Logging.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddConsoleFormatter<TextLogFormatter, SimpleConsoleFormatterOptions>();
        builder.Configuration["Logging:Console:FormatterName"] = settings.Format.ToLowerInvariant() switch
        {
            Text => TextLogFormatter.FormatterName,
            Json => JsonLogFormatter.FormatterName,
            _ => throw new ArgumentException($"RAG__Logging__Format is '{settings.Format}': set text or json."),
        };
    }
}
