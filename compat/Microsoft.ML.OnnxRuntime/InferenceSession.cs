using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A loaded model. Runs may go on at the same time from several threads.</summary>
public class InferenceSession : IDisposable
{
    private readonly OwnedHandle _handle;
    private readonly Dictionary<string, NodeMetadata> _inputs;
    private readonly Dictionary<string, NodeMetadata> _outputs;
    private readonly Dictionary<string, byte[]> _inputNameBytes;
    private readonly Dictionary<string, byte[]> _outputNameBytes;

    public InferenceSession(string modelPath)
        : this(Open(modelPath, null)) { }

    public InferenceSession(string modelPath, SessionOptions options)
        : this(Open(modelPath, options)) { }

    public InferenceSession(byte[] model)
        : this(Open(model, null)) { }

    public InferenceSession(byte[] model, SessionOptions options)
        : this(Open(model, options)) { }

    private InferenceSession(nint session)
    {
        _handle = new OwnedHandle(OrtFunction.ReleaseSession, session);
        List<KeyValuePair<string, NodeMetadata>> inputs = SessionNodes.Inputs(session);
        List<KeyValuePair<string, NodeMetadata>> outputs = SessionNodes.Outputs(session);
        InputNames = inputs.ConvertAll(node => node.Key);
        OutputNames = outputs.ConvertAll(node => node.Key);
        _inputs = new(inputs, StringComparer.Ordinal);
        _outputs = new(outputs, StringComparer.Ordinal);
        _inputNameBytes = InputNames.ToDictionary(name => name, Utf8.Terminated, StringComparer.Ordinal);
        _outputNameBytes = OutputNames.ToDictionary(name => name, Utf8.Terminated, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => _inputs;

    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => _outputs;

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions? runOptions,
        IReadOnlyDictionary<string, OrtValue> inputs,
        IReadOnlyCollection<string> outputNames
    )
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(runOptions, inputs.Keys.ToArray(), inputs.Values.ToArray(), outputNames);
    }

    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions? runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames
    )
    {
        ArgumentNullException.ThrowIfNull(inputNames);
        ArgumentNullException.ThrowIfNull(inputValues);
        ArgumentNullException.ThrowIfNull(outputNames);
        if (inputNames.Count != inputValues.Count)
        {
            throw new ArgumentException(
                $"Length of {nameof(inputNames)} ({inputNames.Count}) must match that of {nameof(inputValues)} ({inputValues.Count})."
            );
        }

        byte[][] inputBytes = Lookup(_inputNameBytes, inputNames, "Input");
        byte[][] outputBytes = Lookup(_outputNameBytes, outputNames, "Output");
        List<SafeHandle> held = new(inputValues.Count + 2);
        try
        {
            nint session = Hold(_handle, held);
            nint options = runOptions is null ? 0 : Hold(runOptions, held);
            nint[] values = [.. inputValues.Select(value => Hold(value.Handle, held))];
            return Collect(RunNative(session, options, (inputBytes, values), outputBytes));
        }
        finally
        {
            held.ForEach(handle => handle.DangerousRelease());
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _handle.Dispose();
    }

    /// <summary>Counts this call as a user of the handle: a concurrent Dispose takes effect when the call is over.</summary>
    private static nint Hold(SafeHandle handle, List<SafeHandle> held)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        held.Add(handle);
        return handle.DangerousGetHandle();
    }

    private static unsafe nint[] RunNative(nint session, nint options, (byte[][] Names, nint[] Values) inputs, byte[][] outputNames)
    {
        nint[] results = new nint[outputNames.Length];
        nint[] inputPointers = Array.ConvertAll(inputs.Names, Pointer);
        nint[] outputPointers = Array.ConvertAll(outputNames, Pointer);
        fixed (
            nint* inputList = inputPointers,
                valueList = inputs.Values,
                outputList = outputPointers,
                resultList = results
        )
        {
            OrtApi.Verify(
                ((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)OrtApi.Function(OrtFunction.Run))(
                    session,
                    options,
                    inputList,
                    valueList,
                    (nuint)inputPointers.Length,
                    outputList,
                    (nuint)outputPointers.Length,
                    resultList
                )
            );
        }

        return results;
    }

    /// <summary>The names lie in pinned arrays that the session keeps: their addresses stay.</summary>
    private static nint Pointer(byte[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private static DisposableList<OrtValue> Collect(nint[] handles)
    {
        DisposableList<OrtValue> values = new(handles.Length);
        values.AddRange(handles.Select(handle => new OrtValue(handle)));
        return values;
    }

    private static byte[][] Lookup(Dictionary<string, byte[]> known, IReadOnlyCollection<string> names, string kind) =>
        [
            .. names.Select(name =>
                known.TryGetValue(name, out byte[]? bytes)
                    ? bytes
                    : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"{kind} name: '{name}' is not in the metadata")
            ),
        ];

    private static unsafe nint Open(string modelPath, SessionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        byte[] path = OperatingSystem.IsWindows() ? System.Text.Encoding.Unicode.GetBytes(modelPath + '\0') : Utf8.Terminated(modelPath);
        fixed (byte* text = path)
        {
            byte* start = text;
            return WithOptions(
                options,
                native =>
                {
                    nint result = 0;
                    OrtApi.Verify(
                        ((delegate* unmanaged<nint, byte*, nint, nint*, nint>)OrtApi.Function(OrtFunction.CreateSession))(
                            OrtEnv.Instance().Handle,
                            start,
                            native,
                            &result
                        )
                    );
                    return result;
                }
            );
        }
    }

    private static unsafe nint Open(byte[] model, SessionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        fixed (byte* bytes = model)
        {
            byte* start = bytes;
            return WithOptions(
                options,
                native =>
                {
                    nint result = 0;
                    OrtApi.Verify(
                        ((delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)OrtApi.Function(OrtFunction.CreateSessionFromArray))(
                            OrtEnv.Instance().Handle,
                            start,
                            (nuint)model.Length,
                            native,
                            &result
                        )
                    );
                    return result;
                }
            );
        }
    }

    private static nint WithOptions(SessionOptions? options, Func<nint, nint> create)
    {
        using SessionOptions? own = options is null ? new SessionOptions() : null;
        nint session = create((options ?? own!).Handle);
        GC.KeepAlive(options);
        return session;
    }
}
