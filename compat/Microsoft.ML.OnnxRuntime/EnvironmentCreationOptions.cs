namespace Microsoft.ML.OnnxRuntime;

/// <summary>How the environment is made; what is left out has its default.</summary>
public struct EnvironmentCreationOptions
{
    public string logId;

    public OrtLoggingLevel? logLevel;
}
