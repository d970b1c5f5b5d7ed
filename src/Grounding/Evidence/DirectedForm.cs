using System.Buffers;
using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Evidence;

/// <summary>A form of text that speaks to a language model, and words without one of which a text can't have it.</summary>
/// <param name="Words">The words; null when every text is worth a look.</param>
/// <param name="Pattern">The form.</param>
internal sealed partial record DirectedForm(SearchValues<string>? Words, Regex Pattern)
{
    // Each repetition is bounded, or what follows it can be no part of it, so that the hardest text of 32,768 characters takes some
    // milliseconds. Automata (RegexOptions.NonBacktracking) of these forms would take 40 MiB, and three times as long on plain text.
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Languages of Latin script and what needs no language.</summary>
    internal static IReadOnlyList<DirectedForm> Latin { get; } =
    [
        new(null, Openings()),
        With(
            Overriding(),
            "ignor|disregard|forget|override|bypass|discard|do not follow|stop following|don't follow|new instruction|"
                + "new directive|new orders|new task| instructions | rules | prompt"
        ),
        With(
            Secrets(),
            "prompt| message|instruction| rules|guidelines|configuration|conversation| memory| context|chat history| above|api key"
        ),
        With(
            Personas(),
            "you are|act as|acting as|pretend to be|play the |roleplay as|become| mode|stay in character|from now on|let's play a game"
        ),
        With(
            Precedence(),
            "override|supersede|replaces|precedence|outrank|priority|is the only |is verified|is trusted|is authoritative|"
                + "cite |citing |quote |other passages |other sources |other documents "
        ),
        With(
            Answers(),
            "in your |your next |your final |your only |regardless of | ask| answering| summari| process this| reading this|answer to "
        ),
        With(Addressed(), "assistant|llm|language model|chatbot|ai|bot|gpt|agent reading|agents reading|claude|gemini|llama|copilot|model"),
        With(
            Markup(),
            "<|[inst|[/inst|[sys|[/sys|\"tool|\"function_call|\"recipient_name|\"role\"|end of |begin |end system|"
                + "end instruction|end prompt|end admin|end override|```|action input|use the |run the |call the |invoke the |"
                + "execute the |curl"
        ),
        With(Restraints(), "do not |don't |never |your |decode|decrypt|base64|rot13|follow |obey |execute "),
        With(Exfiltration(), "![|<img|http|to |query parameter|url parameter"),
        With(
            European(),
            "ignor|vergiss|vergessen sie|missachte|beachte nicht|du bist|sie sind|antworte|nutzer|anwender|leser|oublie|"
                + "ne tenez pas|ne tiens pas|réponds|répondez|dis |dites |tu es |olvid|omite|responde |rispondi |responda |"
                + "ahora eres|ora sei|agora você|dimentica|esqueça|desconsidere|negeer|vergeet|antwoord|zapomnij|pomiń|odpowiedz|"
                + "glöm|talimat|komut|kural"
        ),
    ];

    /// <summary>Languages of other scripts.</summary>
    internal static DirectedForm Other { get; } = new(null, OtherScripts());

    /// <summary>Whether a text has this form.</summary>
    internal bool IsIn(string text) => (Words is null || text.AsSpan().ContainsAny(Words)) && Pattern.IsMatch(text);

    private static DirectedForm With(Regex pattern, string words) =>
        new(SearchValues.Create(words.Split('|'), StringComparison.OrdinalIgnoreCase), pattern);

    // What a sentence that tells the model what to say, or a turn of a conversation, begins with.
    [GeneratedRegex(
        @"^((?>(<[^>]{0,200}>|\W)*)|(?>\W*))(please |now |then |instead,? |finally,? |just |only |always |simply |you must |you should |you will |and )*((say|reply|respond|state|claim|conclude|insist|assert)\b.{0,30}([:""“‘«]| '|\bthat\b|\bonly\b)|(reply|respond) with\b|(tell|inform|convince|warn|assure|persuade|instruct) (the |every |any )?(user|users|reader|readers|asker|customer|person asking)\b|answer (only |every |all |any |the )*(with|question|questions|that|as)\b|(append|include|insert|add|begin|start|end|finish|close|prefix|open|write)\b.{0,40}\b(your|the|every|each) (final |next )?(answer|response|reply|output|sentence of your answer)\b|output (only|exactly|the following|nothing)\b)|^\W*(please )?(pretend|roleplay|role-play) |^\W*(system|assistant|developer|human|system message|system override|system notice|system update|admin)\s*[:>\]]|^#{1,6}\s*(system|instructions?|assistant|new task)\b|^\s*(passage|source|document)\s*\[?\d+\]?\s*(\(.{0,40}\)\s*)?:|^(Thought|Observation)\s*:",
        Options
    )]
    private static partial Regex Openings();

    // Orders to leave the instructions aside.
    [GeneratedRegex(
        @"\b(ignore|ignoring|disregard|forget|override|bypass|discard|do not follow|stop following|don't follow)\b.{0,50}\b(instructions?|directions|directives?|prompts?|rules?|guidelines?|commands?|context|messages?|passages|sources|documents|restrictions?|polic(y|ies)|you (were|have been) told|above|everything (before|else))\b|\bnew (instructions?|directives?|orders|task)\s*:|\b(previous|prior|earlier|above) (instructions|rules|prompts?) (are|were|is) (void|cancelled|canceled|obsolete|outdated|wrong|revoked|invalid|a test)",
        Options
    )]
    private static partial Regex Overriding();

    // Asks for the prompt, the rules or the conversation.
    [GeneratedRegex(
        @"\b(reveal|print|repeat|output|show|leak|disclose|send|forward|recite|dump|quote|tell me|give me|translate|encode|copy)\b.{0,40}\b(your|the|all|any|this|these)\b.{0,30}\b(system|developer|hidden|initial|secret) (prompt|message|instructions?|rules)\b|\b(reveal|print|repeat|output|leak|disclose|recite|dump|copy|encode)\b.{0,40}\b(your (full |entire |complete |own )?(prompt|instructions?|rules|guidelines|configuration|conversation|memory|context)|chat history|(text|words|everything) above|api keys?)\b",
        Options
    )]
    private static partial Regex Secrets();

    // Gives the model another part to play.
    [GeneratedRegex(
        @"\byou are (now|no longer|from now on)\b|\b(you are|act as|acting as|pretend to be|play the (role|part) of|roleplay as|become|imagine you are)\b.{0,40}\b(assistant|ai|dan|chatbot|language model|bot|unrestricted|jailbroken|evil|pirate|hacker|administrator|persona|character|grandmother)\b|\b(developer|debug|admin|maintenance|god|sudo|jailbreak|dan) mode\b.{0,30}\b(enabled|activated|on|engaged|is active)\b|\bstay in character\b|\bfrom now on,? (you|answer|respond|reply|all (answers|replies|responses))\b|\blet's play a game\b",
        Options
    )]
    private static partial Regex Personas();

    // Sets a passage above the others.
    [GeneratedRegex(
        @"\b(this|the following|only this) (passage|source|document|text|message|note|paragraph)\b.{0,40}\b(overrides?|supersedes?|replaces|takes precedence|outranks|has (the )?(highest )?priority|is the only (valid|trusted|reliable)|is (verified|trusted|authoritative))\b|\b(cite|citing|quote) (this|it|only|source|passage|number|\[)|\b(all|the) other (passages|sources|documents) (are|contain|were)\b|\b(highest|top|maximum) priority\W+(instruction|override|message|rule)",
        Options
    )]
    private static partial Regex Precedence();

    // Says what the answer has to hold.
    [GeneratedRegex(
        @"\bin your (next |final )?(answer|response|reply|output)\b|\byour (next|final|only) (answer|response|reply|output)\b|\bregardless of (the|what) (question|is asked|user)\b|\b(when|whenever|if) (you are |anyone |someone |the user |a user |users )?(asked|asks|ask|answering|summari[sz]ing|process this|reading this)\b.{0,60}\b(say|answer|reply|respond|tell|always|output|claim|mention|recommend|state)\b|\bthe (correct|only|right|only correct) answer to (every|any|all|each) question",
        Options
    )]
    private static partial Regex Answers();

    // Speaks to an assistant.
    [GeneratedRegex(
        @"\b(note|notice|attention|important|message|instructions?|reminder|memo|warning)s?\b.{0,12}\b(to|for)\b.{0,12}\b(ai|assistants?|llms?|language models?|chatbots?|ai models?|bots?|gpt|agents? reading)\b|\b(dear|hey|hello|hi|attention)\W+(ai|assistant|chatbot|chatgpt|gpt|claude|gemini|llama|copilot|language model|llm|model|bot)\b|\b(the|any|all|every|this|you,? the) (ai|ai assistants?|ai models?|assistants?|llms?|language models?|chatbots?)( that| who| which)?\b.{0,30}\b(must|should|shall|is (required|instructed|ordered|told) to|are (required|instructed) to|needs? to|will now|reads? this|reading this)\b|\bas an? (ai|language model|assistant)\b|\bif you are an? (ai|llm|language model|assistant|bot)\b",
        Options
    )]
    private static partial Regex Addressed();

    // The marks of conversations, tools and prompts, and what a page hides.
    [GeneratedRegex(
        @"<\|[a-z_]+\|>|\[/?(INST|SYS|SYSTEM)\]|<</?SYS>>|</?(system|assistant|instructions?|tool_call|tool_result|function_calls?|invoke|passage|im_start)(\s[^>]{0,200})?>|""(tool_calls?|function_call|tool_name|recipient_name)""\s*:|""tool""\s*:\s*""[a-z_]+""\s*,|""role""\s*:\s*""system""|<script\b[^>]{0,200}>[^<]+</script>|<<[^>]{0,60}(passage|source|document|marker|data|end)[^>]{0,30}>>|\bend of (the )?(passages?|sources?|documents?|context|data|input|untrusted (text|data))\b\W*(\d+\W*)?$|<!--|\b(BEGIN|END) (SYSTEM|INSTRUCTIONS?|PROMPT|ADMIN|OVERRIDE)\b|```(system|tool|json tool)|\bAction Input\s*:|```tool_|\b(use|run|call) the .{0,20}\btool to (run|execute|open|read) it\b|\b(call|invoke|use|run|execute) the .{0,40}\b(tool|function|plugin)\b.{0,40}\b(and|then) (report|confirm|say|answer|tell)\b|\bcurl\b.{0,80}\bwith the (documents?|conversation|question|answer)\b",
        Options
    )]
    private static partial Regex Markup();

    // Forbids to tell, changes what the model is for, or hides the order in a code.
    [GeneratedRegex(
        @"\b(do not|don't|never) (mention|reveal|cite|disclose|tell|refuse|warn|verify|check|follow)\b.{0,40}\b(user|rules?|instructions?|prompt|sources?|citations?|this (message|note|text)|anyone)\b|\byour (training|guidelines|programming|safety|true (purpose|instructions|goal)|new (goal|task|role|name|identity))\b|\b(decode|decrypt|base64|rot13)\b.{0,50}\b(follow|execute|obey|instructions?|and do|run it|and say)\b|\b(follow|obey|execute) (these|the following|this|my|its|the (decoded|hidden|embedded))\b.{0,30}\b(instructions?|orders?|commands?|directives?|steps (exactly|without))",
        Options
    )]
    private static partial Regex Restraints();

    // Addresses that would carry data away, and orders to send it.
    [GeneratedRegex(
        @"!\[[^\]]{0,200}\]\(\s*<?(https?:)?//[^)]{0,400}[?{$\[]|<img\b[^>]{0,200}https?:[^>]{0,200}[?{$\[]|\bhttps?://\S{0,400}(\{|%7B|\[(data|question|answer|conversation|secret|user)|\$\(|<[a-z_ ]+>)|\b(send|post|upload|exfiltrate|transmit|forward|append)\b.{0,60}\b(conversation|question|answer|user|data|documents?|history|passages?|secrets?)\b.{0,60}(https?://|\bto \S+@\S+|as a (query|url) parameter)",
        Options
    )]
    private static partial Regex Exfiltration();

    // The same in eight more languages of Latin script.
    [GeneratedRegex(
        @"\b(ignorier(e|en|t)|vergiss|vergessen sie|missachte|beachte nicht)\b.{0,50}(anweisung|regeln|vorgaben|befehl|prompt)|\b(du bist|sie sind) (jetzt|nun|ab sofort)\b|\b(antworte|antworten sie) (nur|mit|immer|stattdessen|auf)\b|\bsag(e|en)? (sie )?(dem|der|den) (nutzer|benutzer|anwender|leser)|\b(ignore[zr]?|oublie[zr]?|ne tenez pas compte|ne tiens pas compte)\b.{0,50}(instructions?|consignes?|règles?)|\b(réponds|répondez|dis|dites) (toujours|seulement|uniquement|par|que|à l'utilisateur)|\btu es (maintenant|désormais)|\b(ignora|ignore|olvida|olvide|omite)\b.{0,50}(instrucciones|reglas|indicaciones|istruzioni|regole)|\b(responde|rispondi|responda) (siempre|sempre|solo|con|que|che|apenas|somente)|\b(ahora eres|ora sei|agora você é)\b|\b(dimentica|esqueça|desconsidere)\b.{0,50}(istruzioni|regole|instruções|regras)|\bignore (todas )?as instruções|\b(negeer|vergeet)\b.{0,50}(instructies|regels)|\bantwoord (alleen|altijd|met)\b|\b(zignoruj|zapomnij|pomiń)\b.{0,50}(instrukcj|poleceni|reguł)|\bodpowiedz (tylko|zawsze)|\b(ignorera|glöm)\b.{0,50}(instruktioner|regler)|(talimat|komut|kural).{0,30}(yok say|unut|göz ardı|dikkate alma)",
        Options
    )]
    private static partial Regex European();

    // The same in languages of other scripts.
    [GeneratedRegex(
        @"(игнорируй|забудь|не обращай внимания|проигнорируй).{0,50}(инструкц|указан|правил|команд)|(ответь|отвечай)(те)? (только|всегда|что)|ты теперь|(ігноруй|забудь).{0,50}(інструкці|правил)|(忽略|无视|無視|忘记|忘掉).{0,20}(指令|指示|提示|规则|規則|说明|內容|内容)|(指示|命令|ルール|プロンプト).{0,14}(無視|忘れ)|(回答|回复|答复)(用户|說|说|：|「|“)|と(答え|回答し)て(ください|くれ)|(지시|명령|지침|규칙).{0,14}(무시|잊)|라고 (답|대답)|(تجاهل|انس|انسَ).{0,50}(التعليمات|الأوامر|القواعد)|(निर्देश|आदेश|नियम).{0,40}(अनदेखा|भूल|नज़रअंदाज़)|(αγνόησε|ξέχασε).{0,50}(οδηγίες|κανόνες)|(התעלם|שכח).{0,50}(הוראות|כללים)",
        Options
    )]
    private static partial Regex OtherScripts();
}
